import { execFile } from 'node:child_process';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { type IncomingHttpHeaders, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { findFreePort } from '../../bench/processes.ts';
import type { NewsroomFolder } from '../commands/newsroom-folder.ts';
import { launchCommand } from '../commands/run-tidings.ts';
import { until } from '../commands/until.ts';

const run = promisify(execFile);
/** Programs and Debian's packages that have them. */
const PROGRAMS = [
  ['nginx', ['-v'], 'nginx'],
  ['varnishd', ['-V'], 'varnish varnish-modules'],
  ['openssl', ['version'], 'openssl'],
] as const;

/** Rejects if a program is missing, and names all that are. */
export async function expectPrograms(): Promise<void> {
  const missing: string[] = [];
  for (const [program, args, packages] of PROGRAMS) {
    await run(program, args).catch(() => missing.push(`${program} (apt-get install ${packages})`));
  }
  if (missing.length > 0) throw new Error(`expected these programs, which are missing: ${missing.join(', ')}`);
}

/** A proxy in front of the servers. */
export interface Proxy {
  readonly origin: string;
}

/** Replaces each text, and throws if the file has none of it. */
async function replaceIn(file: string, replacements: readonly (readonly [string, string])[]): Promise<string> {
  return replacements.reduce(
    (text, [from, to]) => {
      if (!text.includes(from)) throw new Error(`expected ${from} in ${file}`);
      return text.replaceAll(from, to);
    },
    await readFile(file, 'utf8'),
  );
}

/** Starts nginx with `deploy/nginx/nodes.conf`, on other ports and with a certificate of its own. */
export async function startNginx(folder: NewsroomFolder, [one, two]: readonly [number, number]): Promise<Proxy> {
  const root = path.join(folder.root, 'nginx');
  await mkdir(root);
  // As root, nginx answers requests as another user.
  await chmod(folder.root, 0o755);
  const [certificate, key] = [path.join(root, 'certificate.pem'), path.join(root, 'key.pem')];
  await run('openssl', [
    ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=news.example.org'],
    ...['-keyout', key, '-out', certificate],
  ]);
  const port = await findFreePort();
  const nodes = await replaceIn('deploy/nginx/nodes.conf', [
    ['127.0.0.1:3000', `127.0.0.1:${one}`],
    ['127.0.0.1:3001', `127.0.0.1:${two}`],
    ['listen 80;', `listen 127.0.0.1:${await findFreePort()};`],
    ['listen 443 ssl;', `listen 127.0.0.1:${port} ssl;`],
    ['/etc/letsencrypt/live/news.example.org/fullchain.pem', certificate],
    ['/etc/letsencrypt/live/news.example.org/privkey.pem', key],
  ]);
  const folders = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${root}/tmp;`);
  const configuration = path.join(root, 'nginx.conf');
  await writeFile(
    configuration,
    `pid ${root}/pid;\nevents {}\nhttp {\naccess_log off;\n${folders.join('\n')}\n${nodes}}\n`,
  );
  const command = ['nginx', '-p', root, '-c', configuration, '-e', 'stderr', '-g', 'daemon off;'];
  return await startProxy(folder, command, `https://127.0.0.1:${port}`);
}

/** Varnish, and what `varnishadm` answers. */
export interface Varnish extends Proxy {
  ask(...command: readonly string[]): Promise<string>;
}

/** Starts Varnish with `deploy/varnish/tidings.vcl`, for other ports. */
export async function startVarnish(
  folder: NewsroomFolder,
  port: number,
  [one, two]: readonly [number, number],
): Promise<Varnish> {
  const root = path.join(folder.root, 'varnish');
  const configuration = path.join(folder.root, 'tidings.vcl');
  await writeFile(
    configuration,
    await replaceIn('deploy/varnish/tidings.vcl', [
      ['.port = "3000"', `.port = "${one}"`],
      ['.port = "3001"', `.port = "${two}"`],
    ]),
  );
  const command = ['varnishd', '-F', '-j', 'none', '-n', root, '-a', `127.0.0.1:${port}`, '-f', configuration];
  const proxy = await startProxy(
    folder,
    [...command, '-s', 'malloc,32m', '-p', 'http_gzip_support=off'],
    `http://127.0.0.1:${port}`,
  );
  return { ...proxy, ask: async (...words) => (await run('varnishadm', ['-n', root, ...words])).stdout };
}

async function startProxy(folder: NewsroomFolder, command: readonly string[], origin: string): Promise<Proxy> {
  const proxy = launchCommand(folder.root, folder, command, {});
  await until(`${command[0]} answers`, async () => {
    if (proxy.hasEnded()) throw new Error(`${command[0]} ended: ${(await proxy.ended).stderr}`);
    return await ask(origin, '/healthz').catch(() => undefined);
  });
  return { origin };
}

/** An answer with its bytes as they came. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Sends one request, from another address of this machine if one is named. */
export async function ask(
  origin: string,
  address: string,
  options: {
    readonly method?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly localAddress?: string;
  } = {},
): Promise<RawAnswer> {
  const send = origin.startsWith('https:') ? requestHttps : requestHttp;
  return await new Promise((resolve, reject) => {
    const request = send(origin + address, { ...options, agent: false, rejectUnauthorized: false }, (response) => {
      const { statusCode = 0, headers } = response;
      buffer(response).then((body) => resolve({ status: statusCode, headers, body }), reject);
    });
    request.once('error', reject).end();
  });
}
