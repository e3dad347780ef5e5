import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

// npm run check:size: compares the size of what a partner's page loads with its limits, using the sample newsroom.

/** Any hash works: the address of an old hash answers with the current script. */
const SECOND_SCRIPT = '/v1/tidings-archive.now.js';

/** In bytes, compressed with brotli at the highest quality. */
const LIMITS: readonly (readonly [address: string, what: string, maxBytes: number])[] = [
  ['/v1/tidings.js', 'the code alone', 4000],
  ['/v1/top.js', 'code and five headlines', 4750],
  ['/v1/top.json?count=10', 'ten headlines', 1500],
  [SECOND_SCRIPT, 'archive, article and ticker', 5700],
];

const folder = await mkdtemp(join(tmpdir(), 'tidings-size-'));
const port = await findPort();
const server = spawn(process.execPath, ['bin/tidings.js', 'serve'], {
  env: {
    ...process.env,
    PORT: String(port),
    HOST: '127.0.0.1',
    PUBLIC_URL: 'https://news.example.org',
    DATABASE_URL: `sqlite:${join(folder, 'tidings.db')}`,
    MEDIA_DIR: join(folder, 'media'),
    LOG_LEVEL: 'error',
  },
  stdio: ['ignore', 'pipe', 'inherit'],
});
try {
  await waitForImport(server);
  for (const [address, what, maxBytes] of LIMITS) {
    const body = Buffer.from(await (await fetch(`http://127.0.0.1:${port}${address}`)).arrayBuffer());
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: body.length };
    const size = brotliCompressSync(body, { params }).length;
    process.stdout.write(`${address.padEnd(27)} ${String(size).padStart(5)} of ${maxBytes} bytes: ${what}\n`);
    if (size > maxBytes) process.exitCode = 1;
  }
} finally {
  server.kill();
  await rm(folder, { recursive: true, force: true });
}

/** Waits for the line that the server prints when the sample articles are imported. */
function waitForImport({ stdout }: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    stdout?.on('data', (text) => /is ready/.test(String(text)) && resolve());
    stdout?.on('end', () => reject(new Error('the server ended before the import')));
  });
}

function findPort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
