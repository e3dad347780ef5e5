import module from 'node:module';
import type { Command } from 'commander';
import { pino } from 'pino';
import { loadOptions } from './load-options.ts';
import { openLogDestination } from './open-log-destination.ts';
import { servesSample } from './sample-newsroom.ts';
import { startServer } from './start-server.ts';

const PARENT_CHECK_MS = 500;
/** npm passes a signal on that a terminal or systemd has sent to the server as well: both are one request. */
const SAME_SIGNAL_MS = 1000;

export function registerServe(program: Command): void {
  program
    .command('serve')
    .description('start the server: feeds, pages and the widget; watch the sources (npm start does the same)')
    .action(serve);
}

async function serve(): Promise<void> {
  const config = loadOptions();
  const destination = openLogDestination();
  const log = pino({ level: config.LOG_LEVEL, base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination);
  const writeAccessLine = log.isLevelEnabled('info') ? destination.write : undefined;
  const server = await startServer(config, log, writeAccessLine);

  let stopping = false;
  let signalledAt = 0;
  const stop = (signal: NodeJS.Signals): void => {
    if (stopping) {
      // A second signal ends the process at once. The store survives that.
      if (performance.now() - signalledAt > SAME_SIGNAL_MS) process.exit(1);
      return;
    }
    stopping = true;
    signalledAt = performance.now();
    log.info({ signal }, 'stopping');
    void destination.flush();
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
  if (process.env.npm_lifecycle_event === 'npx') {
    onParentEnd(() => {
      if (!stopping) stop('SIGTERM');
    });
  }

  try {
    await server.imported;
  } catch (fault) {
    if (stopping) return;
    await server.close();
    throw fault;
  }
  if (stopping) return;
  await destination.flush();
  process.stdout.write(`${config.SITE_NAME} is ready, feeds: ${server.feeds}. Open ${server.publicUrl}/\n`);
  if (servesSample(config)) {
    process.stdout.write('This is the sample newsroom. "npx tidings init ../newsroom" makes yours.\n');
  }
  // Node writes its compile cache only at exit; a killed process would not write it.
  module.flushCompileCache();
}

/** `npx` runs a shell that ends at a signal and does not pass it on. The system then gives the process another parent. */
function onParentEnd(stop: () => void): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    stop();
  }, PARENT_CHECK_MS);
  timer.unref();
}
