import cluster from 'node:cluster';
import module from 'node:module';
import type { Command } from 'commander';
import { type Logger, pino } from 'pino';
import type { Config } from '../config.ts';
import { announceReady } from './announce-ready.ts';
import { loadOptions } from './load-options.ts';
import { type LogDestination, openLogDestination } from './open-log-destination.ts';
import { waitForStop } from './wait-for-stop.ts';
import { openWorkerChannel, type WorkerChannel } from './worker-channel.ts';

export function registerServe(program: Command): void {
  program
    .command('serve')
    .description('start the server: feeds, pages and the widget; watch the sources (npm start does the same)')
    .action(serve);
}

async function serve(): Promise<void> {
  const destination = openLogDestination();
  if (cluster.isWorker) {
    const channel = await openWorkerChannel();
    try {
      await runServer(channel.config, destination, channel);
    } catch (fault) {
      channel.close();
      throw fault;
    }
    return;
  }
  const config = loadOptions();
  if (config.WORKERS === 1) return await runServer(config, destination);
  const { runWorkers } = await import('./run-workers.ts');
  await runWorkers(config, openLog(config, destination), destination);
}

function openLog(config: Config, destination: LogDestination, base: { readonly worker: number } | null = null): Logger {
  return pino({ level: config.LOG_LEVEL, base, timestamp: pino.stdTimeFunctions.isoTime }, destination);
}

async function runServer(config: Config, destination: LogDestination, channel?: WorkerChannel): Promise<void> {
  // Imported here: the process that starts workers needs only a part of the memory without it.
  const { startServer } = await import('./start-server.ts');
  const log = openLog(config, destination, channel === undefined ? null : { worker: channel.number });
  const writeLine =
    channel === undefined
      ? destination.write
      : (line: string) => destination.write(`{"worker":${channel.number},${line.slice(1)}`);
  const server = await startServer(config, log, log.isLevelEnabled('info') ? writeLine : undefined, channel?.number);
  if (server.isReady()) channel?.send({ kind: 'serving' });

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
    channel?.close();
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
  const text = `${config.SITE_NAME} is ready, feeds: ${server.feeds}. Open ${server.publicUrl}/\n`;
  if (channel === undefined) announceReady(config, text);
  else channel.send({ kind: 'ready', text });
  // Node writes its compile cache only at exit; a killed process would not write it.
  module.flushCompileCache();
}
