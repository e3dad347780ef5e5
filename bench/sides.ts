import path from 'node:path';
import { FEED_ARTICLES, FEED_SHAPE, fillDatabase, makeNewsroomFolder } from './newsroom-folder.ts';
import { loadOptional } from './optional-package.ts';
import { type Coding, capturePrepared } from './prepared.ts';
import { cpuSeconds, findFreePort } from './processes.ts';
import { type RunningProgram, startProgram, startServerFile, startTidings } from './program.ts';
import type { Bench } from './report.ts';
import { ENDINGS, findNginx, prepareNginx } from './servers/nginx.ts';

/** A server that is compared. */
export interface Side {
  readonly name: string;
  readonly port: number;
  /** Whether it gives the very bytes that ours gives. */
  readonly sameBytes: boolean;
  /** Where it has a document in a coding. */
  pathOf(document: string, coding: Coding): string;
  cpuSeconds(): number;
  clearLog(): void;
  stop(): Promise<void>;
}

/** Starts every server that is here, with the same documents; says which are missing. */
export async function openSides(
  { folder, say }: Pick<Bench, 'folder' | 'say'>,
  documents: readonly string[],
): Promise<{ readonly sides: readonly Side[]; readonly missing: readonly string[] }> {
  const newsroom = makeNewsroomFolder(path.join(folder, 'newsroom'), 0);
  await fillDatabase(newsroom.databaseFile, FEED_SHAPE, { from: 0, to: FEED_ARTICLES });
  const sides: Side[] = [];
  const missing: string[] = [];
  const [ready = ''] = documents;
  try {
    sides.push(sideOf('ours', await startTidings(newsroom, { place: 'server' })));
    const quiet = { LOG_LEVEL: 'warn' };
    sides.push(sideOf('ours, no log', await startTidings(newsroom, { place: 'server', environment: quiet })));
    say('waiting for the small versions');
    // Of both: it is also what warms them. Their bytes are the same.
    for (const { port } of sides) await capturePrepared(port, documents, folder);
    sides.push(sideOf('bare', await startServerFile('bare', folder, ready)));
    if (findNginx()) sides.push(await openNginx(folder, ready));
    else missing.push('nginx is not installed here, and not compared.');
    sides.push(sideOf('express', await startServerFile('express-prepared', folder, ready)));
    const generating = sideOf('generating', await startServerFile('express-generating', folder, ready));
    sides.push({ ...generating, sameBytes: false });
    if ((await loadOptional('compression')) === undefined) {
      missing.push(
        'The package compression is not installed: "generating" answers uncompressed, which spares it work.',
      );
    }
    return { sides, missing };
  } catch (fault) {
    await closeSides(sides);
    throw fault;
  }
}

/** Stops them all. */
export async function closeSides(sides: readonly Side[]): Promise<void> {
  await Promise.all(sides.map((side) => side.stop()));
}

async function openNginx(folder: string, readyPath: string): Promise<Side> {
  const port = await findFreePort();
  const args = prepareNginx(folder, port);
  const log = path.join(folder, 'log-nginx');
  const program = await startProgram({ place: 'server', command: 'nginx', args, port, readyPath, log });
  return {
    ...sideOf('nginx', program),
    pathOf: (document, coding) => (coding === 'br' ? `${document}${ENDINGS.br}` : document),
  };
}

function sideOf(name: string, { pid, port, clearLog, stop }: RunningProgram): Side {
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
