import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseHeadlinesQuery } from '../../src/publish/headlines-query.ts';
import { renderHeadlines, trimHeadlines } from '../../src/render/headlines.ts';
import { renderWidgetScript } from '../../src/render/widget-script.ts';
import type { Headlines } from '../../widget/contract/headlines.ts';
import { builtSecondScript, builtWidgetCode } from './built-widget.ts';
import { headlines } from './fixture-headlines.ts';

const SCRIPT = /^\/v1\/(.+)\.js$/;
const JSON_FEED = /^\/v1\/(.+)\.json$/;
const IMAGE =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 240"><rect width="320" height="240" fill="#8aa7b8"/><circle cx="230" cy="80" r="34" fill="#f3e3b3"/><path d="M0 240V170l90-70 80 80 60-50 90 80v30z" fill="#48606e"/></svg>';

/** A small replacement for the server: scripts, headlines and images, as a church's page requests them. */
export interface Tidings {
  readonly origin: string;
  /** The paths requested since the last `reset`. */
  readonly requests: string[];
  /** Sets another answer for a path. `never` leaves the request open. */
  answer(path: string, answer: Answer | 'never'): void;
  /** Changes the headlines of a feed. */
  publish(feed: string, change: (usual: Headlines) => Headlines): void;
  reset(): void;
  close(): Promise<void>;
}

export interface Answer {
  readonly status?: number;
  readonly type?: string;
  readonly text: string;
}

/** Opens the server on the host `localhost`. Every feed has articles. */
export async function openTidings(): Promise<Tidings> {
  const [code, secondScript] = await Promise.all([builtWidgetCode(), builtSecondScript()]);
  const answers = new Map<string, Answer | 'never'>();
  const feeds = new Map<string, (usual: Headlines) => Headlines>();
  const requests: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    requests.push(path);
    const answer = answers.get(path) ?? usualAnswer(path);
    if (answer !== 'never') send(response, answer);
  });

  const usualAnswer = (path: string): Answer => {
    const { pathname, searchParams } = new URL(path, origin);
    const wanted = parseHeadlinesQuery((name) => searchParams.get(name));
    const list = (feed: string) => {
      const published = (feeds.get(feed) ?? ((usual) => usual))(headlines(origin, { feed, count: wanted.count }));
      // An answer without a list of headlines is sent unchanged.
      return Array.isArray(published.items) ? trimHeadlines(published, wanted) : published;
    };
    if (pathname === secondScript.path) return { type: 'text/javascript', text: secondScript.code };
    const [, script] = SCRIPT.exec(pathname) ?? [];
    const [, json] = JSON_FEED.exec(pathname) ?? [];
    if (script === 'tidings')
      return { type: 'text/javascript', text: renderWidgetScript(code, origin + secondScript.path) };
    if (script !== undefined)
      return { type: 'text/javascript', text: renderWidgetScript(code, origin + secondScript.path, list(script)) };
    if (json !== undefined) {
      return { type: 'application/json', text: renderHeadlines(list(json)) };
    }
    return pathname.startsWith('/media/') ? { type: 'image/svg+xml', text: IMAGE } : { status: 404, text: 'Not here' };
  };

  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    requests,
    answer: (path, answer) => void answers.set(path, answer),
    publish: (feed, change) => void feeds.set(feed, change),
    reset() {
      answers.clear();
      feeds.clear();
      requests.length = 0;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function send(response: ServerResponse, { status = 200, type = 'text/plain', text }: Answer): void {
  response.writeHead(status, {
    'Content-Type': `${type}; charset=utf-8`,
    'Access-Control-Allow-Origin': '*',
    'Cross-Origin-Resource-Policy': 'cross-origin',
    'X-Content-Type-Options': 'nosniff',
  });
  response.end(text);
}
