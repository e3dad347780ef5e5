/** Tests run as native ES modules; SWC only strips the types. */
export default {
  testEnvironment: 'node',
  testMatch: ['<rootDir>/tests/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2024', parser: { syntax: 'typescript' } }, module: { type: 'es6' } },
    ],
  },
  /** One more than the two processors that are meant: tests of browsers and processes wait half of the time. */
  maxWorkers: 3,
  /** Ends what hangs, after what waits for something within it has said what did not come: a busy machine is slow. */
  testTimeout: 90_000,
};
