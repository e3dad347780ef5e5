import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { T0 } from '../http/newsroom.ts';

/** What a visitor of the church's site gets. */
interface PageView {
  readonly status: number;
  readonly html: string;
  readonly head: string;
  /** Names of the options and transients that the site keeps. */
  readonly kept: readonly string[];
}

interface Asked {
  readonly query?: Readonly<Record<string, string>>;
  readonly act?: 'view' | 'cron' | 'check' | 'uninstall' | 'leave';
}

/** A site with the plugin, in a stand-in for WordPress; each view is a process of PHP. */
export interface ChurchSite {
  /** Shows the shortcode with these attributes, so many minutes after the start. */
  view(attributes: Readonly<Record<string, string>>, minutes?: number, asked?: Asked): Promise<PageView>;
  close(): Promise<void>;
}

/** Opens a site whose settings name a newsroom. */
export async function openChurchSite(settings: Readonly<Record<string, unknown>>): Promise<ChurchSite> {
  const folder = await mkdtemp(path.join(tmpdir(), 'tidings-church-'));
  const memory = path.join(folder, 'memory');
  return {
    async view(attributes, minutes = 0, { query = {}, act = 'view' } = {}) {
      const now = T0 / 1000 + minutes * 60;
      // PHP knows no object without members.
      const asked = { act, now, query, settings: /^(uninstall|leave)$/.test(act) ? undefined : settings, attributes };
      return JSON.parse(await runPhp(['tests/wordpress/stand-in/run.php', memory], JSON.stringify(asked))) as PageView;
    },
    close: () => rm(folder, { recursive: true }),
  };
}

/** Runs PHP to its end and gives what it printed; rejects with what it complained of, and where there is no PHP says so. */
export function runPhp(args: readonly string[], input = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn('php', args);
    let output = '';
    let complaints = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
    });
    child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
      complaints += chunk;
    });
    child.once('error', (fault) =>
      reject(new Error('These tests need PHP 8 on the machine, as the command `php`.', { cause: fault })),
    );
    child.once('close', (code) => (code === 0 ? resolve(output) : reject(new Error(`${complaints}${output}`))));
    child.stdin.end(input);
  });
}

/** A newsroom's door: whatever stands behind it, and what was asked of it. */
export interface Door {
  readonly url: string;
  /** Method, address and conditional header of each request since the last look. */
  look(): readonly string[];
  /** Puts something else behind the door. */
  open(listener: RequestListener): void;
  close(): Promise<void>;
}

/** Opens a door on a port from the kernel. */
export async function openDoor(first: RequestListener): Promise<Door> {
  let listener = first;
  let seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(describe(request));
    listener(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    look() {
      const until = seen;
      seen = [];
      return until;
    },
    open(next) {
      listener = next;
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
