/** Tests run as native ES modules; SWC only strips the types. */
export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/tests/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  globalSetup: '<rootDir>/tests/postgres/global-setup.ts',
  globalTeardown: '<rootDir>/tests/postgres/global-teardown.ts',
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: { target: 'es2024', parser: { syntax: 'typescript' }, experimental: { keepImportAttributes: true } },
        module: { type: 'es6' },
      },
    ],
  },
  setupFiles: ['<rootDir>/tests/load-htmlparser2.ts'],
  reporters: ['default', '<rootDir>/tests/report-slowest-files.ts'],
  /** For two processors. A third worker uses the time in which tests wait for a browser or another process. */
  maxWorkers: 3,
  /** A worker keeps modules of test files that have ended. Collecting garbage takes longer and longer; a new worker takes half a second. */
  workerIdleMemoryLimit: '400MB',
  /** In milliseconds. Ends a test that hangs. Generous, because a busy machine is slow. */
  testTimeout: 90_000,
};
