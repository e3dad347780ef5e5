import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { startPostgres } from '../../tests/postgres/start-postgres.ts';
import { measureInRounds } from '../measure-in-rounds.ts';
import { FEED_ARTICLES, makeNewsroomFolder } from '../newsroom-folder.ts';
import { findFreePort } from '../processes.ts';
import { type Experiment, show } from '../report.ts';
import { type BenchRequest, waitUntilSettled } from '../send-request.ts';
import { isNginxInstalled } from '../servers/nginx.ts';
import { type RunningNewsroom, startNewsroom, startProgram } from '../start-program.ts';
import { ratioOf, spreadOf } from '../statistics.ts';

const NODES = 3;
const FEED = '/feeds/full.rss';
const TITLE = 'Several servers behind nginx';
const DIRECT = 'no proxy';
const CONFIGURATION = path.join(import.meta.dirname, '../../deploy/nginx/nodes.conf');

/** Servers on one PostgreSQL database behind nginx, beside one without nginx. */
export const proxy: Experiment = {
  name: 'proxy',
  async run({ options, folder, load, progress }) {
    if (!isNginxInstalled())
      return { title: TITLE, notes: ['nginx is not installed.'], tables: [], verdicts: [], data: {} };
    const newsroom = makeNewsroomFolder(folder, 0);
    await using opened = new AsyncDisposableStack();
    const { url } = opened.adopt(await startPostgres(), (started) => started.stop());
    const servers: RunningNewsroom[] = [];
    for (let nth = 0; nth < NODES; nth += 1) {
      servers.push(opened.adopt(await startNewsroom(newsroom, url), (server) => server.stop()));
    }
    for (let number = 1; number <= FEED_ARTICLES; number += 1) await servers[0]?.publish(number);

    const ports = new Map([[DIRECT, servers[0]?.port ?? Number.NaN]]);
    for (let count = 1; count <= NODES; count += 1) {
      const port = await findFreePort();
      const root = path.join(folder, `nginx-${count}`);
      mkdirSync(root);
      const configuration = path.join(root, 'nginx.conf');
      writeFileSync(configuration, buildConfiguration(root, port, servers.slice(0, count)));
      const nginx = await startProgram({
        core: 'any',
        command: 'nginx',
        args: ['-p', root, '-c', configuration, '-e', 'stderr', '-g', 'daemon off;'],
        port,
        readyPath: FEED,
        log: path.join(root, 'log'),
      });
      opened.defer(() => nginx.stop());
      ports.set(`nginx, servers: ${count}`, port);
    }

    const gzip: BenchRequest = { path: FEED, headers: { 'Accept-Encoding': 'gzip' } };
    const settled = await Promise.all(servers.map(({ port }) => waitUntilSettled(port, gzip)));
    const unchanged: BenchRequest = {
      ...gzip,
      headers: { ...gzip.headers, 'If-None-Match': String(settled[0]?.headers.etag) },
    };
    const found = new Map<string, ReadonlyMap<string, readonly number[]>>();
    for (const [name, request] of [
      ['unchanged (304)', unchanged],
      ['gzip', gzip],
    ] as const) {
      progress(name);
      const sides = [...ports].map(
        ([side, port]) =>
          [side, async () => (await load.run(port, request, options.seconds)).requestsPerSecond] as const,
      );
      found.set(name, await measureInRounds(options.rounds, new Map(sides)));
    }
    const columns = ['request', ...ports.keys()];
    const rows = (cell: (values: readonly number[], direct: readonly number[]) => string) =>
      [...found].map(([name, sides]) => {
        const direct = sides.get(DIRECT) ?? [];
        return [name, ...[...sides.values()].map((values) => cell(values, direct))];
      });
    return {
      title: TITLE,
      notes: [
        '`deploy/nginx/nodes.conf` without TLS, with one worker process. The servers, nginx, PostgreSQL and the load generator share the machine.',
      ],
      tables: [
        {
          caption: 'Requests per second, median',
          columns,
          rows: rows((values) => show(spreadOf(values).median)),
        },
        {
          caption: 'Against one server without nginx, median of the rounds (least to most)',
          columns,
          rows: rows((values, direct) => {
            const { median, least, most } = ratioOf(values, direct);
            return `${show(median)} (${show(least)}–${show(most)})`;
          }),
        },
      ],
      verdicts: [],
      data: Object.fromEntries([...found].map(([name, sides]) => [name, Object.fromEntries(sides)])),
    };
  },
};

function buildConfiguration(root: string, port: number, servers: readonly RunningNewsroom[]): string {
  const [, options] = /server 127\.0\.0\.1:3000(.*);/.exec(readFileSync(CONFIGURATION, 'utf8')) ?? [];
  const nodes = readFileSync(CONFIGURATION, 'utf8')
    .replace(
      / +server 127[^}]*3001.*\n/,
      servers.map((server) => `server 127.0.0.1:${server.port}${options};\n`).join(''),
    )
    .replace('listen 80;', `listen unix:${root}/redirect;`)
    .replace('listen 443 ssl;', `listen 127.0.0.1:${port} backlog=512;`)
    .replace(/ssl_.*;/g, '');
  const folders = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${root}/tmp;`);
  return `worker_processes 1;
pid ${root}/pid;
events { worker_connections 256; }
http {
  access_log off;
  ${folders.join('\n  ')}
${nodes}
}
`;
}
