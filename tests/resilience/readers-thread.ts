import { Agent, get } from 'node:http';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parentPort, workerData } from 'node:worker_threads';
import type { ReaderSecond, ReadersOrder } from './readers.ts';

const TIMEOUT_MS = 60_000;
const MS_PER_NS = 1e-6;

const { port, requestsPerSecond } = workerData as ReadersOrder;
let { paths } = workerData as ReadersOrder;
const agent = new Agent({ keepAlive: true, maxFreeSockets: 16 });
const etags = new Map<string, string>();
const lag = monitorEventLoopDelay({ resolution: 5 });
lag.enable();

let second = emptySecond();
let sent = 0;
const began = performance.now();

function emptySecond() {
  return { latencies: [] as number[], failures: {} as Record<string, number> };
}

/** Requests are sent at their time even if earlier ones are unanswered, as readers do. */
const ticks = setInterval(() => {
  for (const due = ((performance.now() - began) / 1000) * requestsPerSecond; sent < due; sent += 1) send(sent);
}, 5);

const reports = setInterval(() => {
  const report: ReaderSecond = { ...second, lagMs: lag.max * MS_PER_NS };
  lag.reset();
  second = emptySecond();
  parentPort?.postMessage(report);
}, 1000);

parentPort?.on('message', (message: readonly string[] | 'stop') => {
  if (message !== 'stop') {
    paths = message;
    return;
  }
  clearInterval(ticks);
  clearInterval(reports);
  agent.destroy();
  parentPort?.close();
});

function send(number: number): void {
  const path = paths[number % paths.length] ?? '/';
  const etag = etags.get(path);
  // Every other request is that of a feed reader that has the document.
  const headers = {
    'Accept-Encoding': 'gzip',
    ...(etag !== undefined && number % 2 === 0 && { 'If-None-Match': etag }),
  };
  const since = performance.now();
  const fail = (reason: string) => {
    second.failures[reason] = (second.failures[reason] ?? 0) + 1;
  };
  const request = get({ agent, host: '127.0.0.1', port, path, headers, timeout: TIMEOUT_MS }, (response) => {
    response.resume().once('end', () => {
      second.latencies.push(performance.now() - since);
      const { statusCode = 0 } = response;
      if (statusCode >= 500) fail(`status ${statusCode} of ${path.replace(/^(\/articles\/).*/, '$1…')}`);
      if (statusCode === 200 && response.headers.etag !== undefined) etags.set(path, response.headers.etag);
    });
    response.once('error', () => fail('cut off'));
  });
  request.once('timeout', () => request.destroy(new Error('timeout')));
  request.once('error', (error: NodeJS.ErrnoException) => fail(error.code ?? error.message));
}
