import module from 'node:module';
import type { Command } from 'commander';
import { pino } from 'pino';
import { loadOptions } from './load-options.ts';
import { openLogDestination } from './open-log-destination.ts';
import { servesSample } from './sample-newsroom.ts';
import { startServer } from './start-server.ts';
import { waitForStop } from './wait-for-stop.ts';

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
  void waitForStop().then(async (signal) => {
    stopping = true;
    log.info({ signal }, 'stopping');
    void destination.flush();
    try {
      // Ctrl-C is a developer's: no proxy needs to notice it.
      await server.close(signal === 'SIGTERM' ? config.DRAIN_SECONDS * 1000 : 0);
      log.info('stopped');
    } catch (fault) {
      log.fatal({ err: fault }, 'stopping failed');
      process.exitCode = 1;
    }
  });

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
