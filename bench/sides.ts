import path from 'node:path';
import { loadOptional } from './load-optional.ts';
import { FEED_ARTICLES, FEED_SHAPE, fillDatabase, makeNewsroomFolder } from './newsroom-folder.ts';
import { type Coding, capturePrepared } from './prepared.ts';
import { cpuSeconds, findFreePort } from './processes.ts';
import type { Bench } from './report.ts';
import { ENDINGS, isNginxInstalled, prepareNginx } from './servers/nginx.ts';
import { type RunningProgram, startProgram, startServerFile, startTidings } from './start-program.ts';

/** One of the compared servers. */
export interface Side {
  readonly name: string;
  readonly port: number;
  /** Whether it sends the same bytes as our server. */
  readonly sameBytes: boolean;
  /** The path of a document in a coding. */
  pathOf(document: string, coding: Coding): string;
  cpuSeconds(): number;
  clearLog(): void;
  stop(): Promise<void>;
}

/** Starts every installed server with the same documents; `missing` names the others. */
export async function openSides(
  { folder, progress }: Pick<Bench, 'folder' | 'progress'>,
  documents: readonly string[],
): Promise<{ readonly sides: readonly Side[]; readonly missing: readonly string[] }> {
  const newsroom = makeNewsroomFolder(path.join(folder, 'newsroom'), 0);
  await fillDatabase(newsroom.databaseFile, FEED_SHAPE, { from: 0, to: FEED_ARTICLES });
  const sides: Side[] = [];
  const missing: string[] = [];
  const [ready = ''] = documents;
  try {
    sides.push(toSide('ours', await startTidings(newsroom, { core: 'server' })));
    const quiet = { LOG_LEVEL: 'warn' };
    sides.push(toSide('ours, no log', await startTidings(newsroom, { core: 'server', environment: quiet })));
    progress('waiting for the final compressed versions');
    // This also warms both servers up.
    for (const { port } of sides) await capturePrepared(port, documents, folder);
    sides.push(toSide('bare', await startServerFile('bare', folder, ready)));
    if (isNginxInstalled()) sides.push(await openNginx(folder, ready));
    else missing.push('nginx is not installed and not compared.');
    sides.push(toSide('express', await startServerFile('express-prepared', folder, ready)));
    const generating = toSide('generating', await startServerFile('express-generating', folder, ready));
    sides.push({ ...generating, sameBytes: false });
    if ((await loadOptional('compression')) === undefined) {
      missing.push(
        'The package compression is not installed: "generating" answers without compression, which is less work.',
      );
    }
    return { sides, missing };
  } catch (fault) {
    await closeSides(sides);
    throw fault;
  }
}

/** Stops all servers. */
export async function closeSides(sides: readonly Side[]): Promise<void> {
  await Promise.all(sides.map((side) => side.stop()));
}

async function openNginx(folder: string, readyPath: string): Promise<Side> {
  const port = await findFreePort();
  const args = prepareNginx(folder, port);
  const log = path.join(folder, 'log-nginx');
  const program = await startProgram({ core: 'server', command: 'nginx', args, port, readyPath, log });
  return {
    ...toSide('nginx', program),
    pathOf: (document, coding) => (coding === 'br' ? `${document}${ENDINGS.br}` : document),
  };
}

function toSide(name: string, { pid, port, clearLog, stop }: RunningProgram): Side {
  return {
    name,
    port,
    sameBytes: true,
    pathOf: (document) => document,
    cpuSeconds: () => cpuSeconds(pid),
    clearLog,
    stop,
  };
}
