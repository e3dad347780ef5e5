import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buildPluginFiles } from '../../src/publish/wordpress-plugin.ts';
import { T0 } from '../http/newsroom.ts';

/** What a visitor of the church's site gets. */
interface PageView {
  readonly status: number;
  readonly html: string;
  readonly head: string;
  /** Names of the site's options and transients. */
  readonly stored: readonly string[];
}

interface ViewOptions {
  readonly query?: Readonly<Record<string, string>>;
  /** `uninstall` deletes the plugin after it was deactivated; `leave` does both in one process. */
  readonly act?: 'view' | 'cron' | 'check' | 'feeds' | 'uninstall' | 'leave';
}

/** A site with the plugin, in a stand-in for WordPress. Each view is a process of PHP. */
export interface ChurchSite {
  /** Shows the shortcode with these attributes, this many minutes after the start. */
  view(attributes: Readonly<Record<string, string>>, minutes?: number, options?: ViewOptions): Promise<PageView>;
  close(): Promise<void>;
}

/** Opens a site with these settings of the plugin. */
export async function openChurchSite(settings: Readonly<Record<string, unknown>>): Promise<ChurchSite> {
  const folder = await mkdtemp(path.join(tmpdir(), 'tidings-church-'));
  const plugin = path.join(folder, 'plugin');
  await writePlugin(plugin);
  const args = ['tests/wordpress/stand-in/run.php', path.join(folder, 'memory'), plugin];
  return {
    async view(attributes, minutes = 0, { query = {}, act = 'view' } = {}) {
      const now = T0 / 1000 + minutes * 60;
      const isLeaving = act === 'uninstall' || act === 'leave';
      const input = { act, now, query, settings: isLeaving ? undefined : settings, attributes };
      return JSON.parse(await runPhp(args, JSON.stringify(input))) as PageView;
    },
    close: () => rm(folder, { recursive: true }),
  };
}

/** Writes the plugin's files, as an upload of its zip does. */
export async function writePlugin(folder: string): Promise<void> {
  for (const [file, bytes] of Object.entries(await buildPluginFiles(''))) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), bytes);
  }
}

/** Runs PHP and returns its output. Rejects with its error messages. */
export function runPhp(args: readonly string[], input = ''): Promise<string> {
  return run('php', args, input);
}

/** Runs a command and returns its output. Rejects with its error messages, and says so if there is no such command. */
export function run(command: string, args: readonly string[], input = '', env = process.env): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { env });
    let output = '';
    let errors = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
    });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      errors += chunk;
    });
    child.once('error', (fault) =>
      reject(
        new Error(`These tests need the command \`${command}\` on the machine (\`php\`: PHP 8).`, { cause: fault }),
      ),
    );
    child.once('close', (code) => (code === 0 ? resolve(output) : reject(new Error(`${errors}${output}`))));
    // It may end before it has read its input (EPIPE); `close` then says why.
    child.stdin.on('error', () => {});
    child.stdin.end(input);
  });
}

/** A server whose handler a test can replace, and whose requests it can list. */
export interface SwitchableServer {
  readonly url: string;
  /** Path and condition of each request since the last call. */
  takeRequests(): readonly string[];
  handleWith(handler: RequestListener): void;
  close(): Promise<void>;
}

export async function openSwitchableServer(first: RequestListener): Promise<SwitchableServer> {
  let handler = first;
  let requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(describe(request));
    handler(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    takeRequests() {
      const taken = requests;
      requests = [];
      return taken;
    },
    handleWith(next) {
      handler = next;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function describe({ url = '', headers }: IncomingMessage): string {
  return headers['if-none-match'] === undefined ? url : `${url} if changed`;
}
