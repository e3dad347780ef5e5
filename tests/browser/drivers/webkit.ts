import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { findCommand } from './find-command.ts';
import { KEYS, NEUTRAL_ENVIRONMENT, type TestBrowser } from './test-browser.ts';

/** Without one of these the test file fails at once. */
const DRIVER = findCommand('WebKitWebDriver');
const BROWSER = findCommand('MiniBrowser');
const XVFB = findCommand('Xvfb');
/** The member that holds the reference of an element (https://www.w3.org/TR/webdriver2/#elements). */
const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';
/** The toolbar would not let the window be narrower than 447 pixels. */
const NARROW_TOOLBAR = '* { min-width: 0; min-height: 0; padding: 0; margin: 0; border-width: 0; font-size: 1px; }';

type Send = (method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) => Promise<unknown>;

/**
 * WebKitGTK's small browser, driven by WebDriver. Each launch has a new profile and a display of its own.
 * WebDriver is HTTP with JSON, and a test needs ten of its commands: a client package would not be shorter.
 */
export async function openWebKit(): Promise<TestBrowser> {
  const home = await mkdtemp(join(tmpdir(), 'tidings-webkit-'));
  await mkdir(join(home, 'gtk-3.0'));
  await writeFile(join(home, 'gtk-3.0', 'gtk.css'), `${NARROW_TOOLBAR}\nimage { -gtk-icon-source: none; }`);
  const { screen, display } = await startDisplay();
  const port = await findFreePort();
  const env = {
    ...NEUTRAL_ENVIRONMENT,
    HOME: home,
    XDG_CONFIG_HOME: home,
    XDG_CACHE_HOME: home,
    DISPLAY: display,
    // The sandbox does not work for root in a container.
    WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1',
  };
  const server = spawn(DRIVER, [`--port=${port}`], { env, stdio: 'ignore' });
  const root: Send = (...request) => send(`http://127.0.0.1:${port}`, ...request);
  await untilReady(server, root);
  const browserOptions = { binary: BROWSER, args: ['--automation'] };
  const { sessionId, capabilities } = (await root('POST', '/session', {
    capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': browserOptions, pageLoadStrategy: 'normal' } },
  })) as { readonly sessionId: string; readonly capabilities: { readonly browserVersion: string } };
  const session: Send = (method, path, body) => root(method, `/session/${sessionId}${path}`, body);
  let tab = await session('GET', '/window');
  const act = (actions: object) => session('POST', '/actions', { actions: [actions] });
  const execute = (expression: string) =>
    session('POST', '/execute/async', {
      script: `const answer = arguments[0];
        (async () => (${expression}\n))().then((value) => answer({ value }), (error) => answer({ error: String(error) }));`,
      args: [],
    }) as Promise<{ readonly value?: unknown; readonly error?: string }>;
  /** A window takes its size some time after the command. The toolbar takes some of the height. */
  const resize = async (width: number, height: number) => {
    for (let outer = height; ; await new Promise((resolve) => setTimeout(resolve, 20))) {
      await session('POST', '/window/rect', { width, height: outer });
      const { value } = await execute('[innerWidth, innerHeight, outerHeight]');
      const [innerWidth, innerHeight, outerHeight] = value as readonly [number, number, number];
      if (innerWidth === width && innerHeight === height) return;
      outer = height + outerHeight - innerHeight;
    }
  };
  /** Calls the function in every tab but this one. */
  const inOtherTabs = async <T>(call: () => Promise<T>): Promise<readonly T[]> => {
    const results: T[] = [];
    for (const handle of (await session('GET', '/window/handles')) as readonly unknown[]) {
      if (handle === tab) continue;
      await session('POST', '/window', { handle });
      results.push(await call());
    }
    await session('POST', '/window', { handle: tab });
    return results;
  };

  return {
    name: 'WebKit',
    version: capabilities.browserVersion,
    async openTab(width, height) {
      const { handle } = (await session('POST', '/window/new', { type: 'window' })) as { readonly handle: string };
      tab = handle;
      await inOtherTabs(() => session('DELETE', '/window'));
      await resize(width, height);
    },
    async open(url) {
      await session('POST', '/url', { url });
    },
    async evaluate(expression, frames) {
      for (const value of frames) {
        const found = (await session('POST', '/element', { using: 'css selector', value })) as Record<string, string>;
        await session('POST', '/frame', { id: { [ELEMENT]: found[ELEMENT] } });
      }
      try {
        const { value, error } = await execute(expression);
        if (error !== undefined) throw new Error(error);
        return value;
      } finally {
        if (frames.length > 0) await session('POST', '/frame', { id: null });
      }
    },
    async clickAt(x, y) {
      const move = { type: 'pointerMove', x: Math.round(x), y: Math.round(y), duration: 0 };
      const actions = [move, { type: 'pointerDown', button: 0 }, { type: 'pointerUp', button: 0 }];
      await act({ type: 'pointer', id: 'mouse', actions });
    },
    async press(key) {
      const value = KEYS[key];
      const actions = ['keyDown', 'keyUp'].map((type) => ({ type, value }));
      await act({ type: 'key', id: 'keyboard', actions });
    },
    resize,
    screenshot: async () => Buffer.from((await session('GET', '/screenshot')) as string, 'base64'),
    listOpenedTabs: () => inOtherTabs(async () => (await session('GET', '/url')) as string),
    async close() {
      await session('DELETE', '');
      await stop(server);
      await stop(screen);
      // The browser's last process may still be writing.
      await rm(home, { recursive: true, force: true, maxRetries: 20 });
    },
  };
}

/** Starts a display in memory. It chooses a free number. */
async function startDisplay(): Promise<{ readonly screen: ChildProcess; readonly display: string }> {
  const args = ['-displayfd', '3', '-screen', '0', '1600x4000x24', '-nolisten', 'tcp'];
  const screen = spawn(XVFB, args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const [line] = await once(createInterface(screen.stdio[3] as Readable), 'line');
  return { screen, display: `:${line}` };
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { readonly port: number };
  server.close();
  await once(server, 'close');
  return port;
}

async function untilReady(server: ChildProcess, root: Send): Promise<void> {
  while (server.exitCode === null) {
    const ready = await root('GET', '/status').catch(() => null);
    if (ready !== null) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`WebKitWebDriver ended with code ${server.exitCode} before it was ready`);
}

async function send(origin: string, method: string, path: string, body?: object): Promise<unknown> {
  const response = await fetch(origin + path, { method, ...(body && { body: JSON.stringify(body) }) });
  const { value } = (await response.json()) as { readonly value: unknown };
  if (response.ok) return value;
  const { error, message } = value as { readonly error: string; readonly message: string };
  throw new Error(`WebKitWebDriver, ${method} ${path}: ${error}: ${message}`);
}

async function stop(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill();
  await ended;
}
