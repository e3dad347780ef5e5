import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { run, writePlugin } from './church-site.ts';

/** The folder of Debian's package `wordpress`. */
const WORDPRESS = '/usr/share/wordpress';
const PACKAGES =
  'wordpress wordpress-theme-twentytwentyone wordpress-theme-twentytwentytwo wordpress-theme-twentytwentythree mariadb-server php-cli php-mysql php-xml';
const ACT = path.resolve('tests/wordpress/real/act.php');
const CHURCH_PLUGIN = path.resolve('tests/wordpress/real/church-plugin.php');
const POLL_MS = 100;

/** A real WordPress with its own database in a temporary folder, with our plugin. */
export interface RealSite {
  useTheme(theme: string): Promise<void>;
  /** Publishes a text as `administrator` or `author` and returns its address. */
  publish(user: string, content: string): Promise<string>;
  close(): Promise<void>;
}

/** Installs and opens a WordPress whose plugin has this newsroom. Fails with the names of Debian's packages if it is missing. */
export async function openRealSite(newsroom: URL): Promise<RealSite> {
  if (!existsSync(WORDPRESS)) throw new Error(`These tests need WordPress. In Debian: apt-get install ${PACKAGES}`);
  const folder = await mkdtemp(path.join(tmpdir(), 'tidings-wordpress-'));
  const site = path.join(folder, 'site');
  const socket = path.join(folder, 'socket');
  const origin = `http://127.0.0.1:${await findFreePort()}`;
  // The package's files are links to other packages.
  await cp(WORDPRESS, site, { recursive: true, dereference: true });
  await writePlugin(path.join(site, 'wp-content/plugins/tidings'));
  await mkdir(path.join(site, 'wp-content/mu-plugins'), { recursive: true });
  await cp(CHURCH_PLUGIN, path.join(site, 'wp-content/mu-plugins/church.php'));
  await writeFile(path.join(site, 'wp-config.php'), buildConfig(socket, origin));
  const database = await openDatabase(path.join(folder, 'database'), socket);

  const env = { ...process.env, NEWSROOM_PORT: newsroom.port, HTTP_HOST: new URL(origin).host };
  // Deprecations of old code under a new PHP are on standard error.
  const php = ['-d', 'memory_limit=256M', '-d', 'display_errors=stderr', '-d', 'variables_order=EGPCS'];
  const act = async (input: object) => JSON.parse(await run('php', [...php, ACT, site], JSON.stringify(input), env));
  await act({ act: 'install', server: newsroom.origin });
  // Several processes, because a page of the site may be requested while another waits for the newsroom.
  const server = spawn('php', [...php, '-S', new URL(origin).host, '-t', site], {
    env: { ...env, PHP_CLI_SERVER_WORKERS: '3' },
    stdio: 'ignore',
    detached: true,
  });
  await until(async () => (await fetch(origin)).ok);
  return {
    async useTheme(theme) {
      await act({ act: 'theme', theme });
    },
    publish: async (user, content) => `${origin}/?p=${(await act({ act: 'post', user, content })).id}`,
    async close() {
      // With its workers.
      if (server.pid !== undefined) process.kill(-server.pid);
      await stop(database);
      await rm(folder, { recursive: true });
    },
  };
}

async function openDatabase(folder: string, socket: string): Promise<ChildProcess> {
  const options = ['--no-defaults', `--datadir=${folder}`];
  await run('mariadb-install-db', [...options, '--auth-root-authentication-method=normal', '--skip-test-db']);
  const server = spawn('mariadbd', [...options, '--user=root', `--socket=${socket}`, '--skip-networking'], {
    stdio: 'ignore',
  });
  const create = ['--no-defaults', '--user=root', `--socket=${socket}`, '--execute=CREATE DATABASE church'];
  await until(async () => (await run('mariadb', create)) === '');
  return server;
}

function buildConfig(socket: string, origin: string): string {
  const constants = {
    DB_NAME: 'church',
    DB_USER: 'root',
    DB_PASSWORD: '',
    DB_HOST: `localhost:${socket}`,
    DB_CHARSET: 'utf8mb4',
    DB_COLLATE: '',
    WP_HOME: origin,
    WP_SITEURL: origin,
  };
  const lines = Object.entries(constants).map(([name, value]) => `define( '${name}', '${value}' );`);
  const settings = "define( 'ABSPATH', __DIR__ . '/' );\n$table_prefix = 'wp_';\nrequire ABSPATH . 'wp-settings.php';";
  return `<?php\n${lines.join('\n')}\n${settings}\n`;
}

/** PHP's server takes no port 0. */
async function findFreePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Waits until the condition holds. While it throws, it does not hold. */
async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds().catch(() => false))) await wait(POLL_MS);
}

async function stop(child: ChildProcess): Promise<void> {
  const closed = new Promise((resolve) => child.once('close', resolve));
  child.kill();
  await closed;
}
