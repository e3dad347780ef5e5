import type { Command } from 'commander';
import { pino } from 'pino';
import { loadConfig } from '../config.ts';
import { startServer } from './start-server.ts';

/** Lines of the log are written together, this many bytes at a time or four times a second: a write per request would cost more than the request. */
const LOG_BUFFER_BYTES = 8_192;
const LOG_FLUSH_MS = 250;

/** `tidings serve` */
export function registerServe(program: Command): void {
  program
    .command('serve')
    .description('publish: feeds, pages, the widget; watch the sources (what npm start does)')
    .action(serve);
}

async function serve(): Promise<void> {
  const config = loadConfig(process.env);
  const destination = pino.destination({
    fd: 1,
    sync: false,
    minLength: LOG_BUFFER_BYTES,
    periodicFlush: LOG_FLUSH_MS,
  });
  const log = pino({ level: config.LOG_LEVEL, base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination);
  const server = await startServer(config, log);

  let stopping = false;
  const stop = (signal: NodeJS.Signals): void => {
    // A second signal is impatience: leave at once; the store survives that too.
    if (stopping) process.exit(1);
    stopping = true;
    log.info({ signal }, 'stopping');
    server.close().then(
      () => log.info('stopped'),
      (fault) => {
        log.fatal({ err: fault }, 'stopping failed');
        process.exitCode = 1;
      },
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);

  await server.imported;
  if (stopping) return;
  destination.flushSync();
  process.stdout.write(`${config.SITE_NAME}: ${server.feeds} feeds are published, look at ${server.publicUrl}/\n`);
}
