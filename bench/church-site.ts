import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { snippet } from '../src/pages/snippet.ts';
import { parseOptions } from '../widget/contract/options.ts';
import { sendRequest } from './send-request.ts';

/** Pages of the site, named by the embed on them. */
export type PageKind = 'no embed' | 'widget' | 'iframe' | 'vanilla-rss';

/** A church's site on another origin, with a page for each kind of embed. */
export interface ChurchSite {
  readonly kinds: readonly PageKind[];
  address(kind: PageKind): string;
  close(): Promise<void>;
}

/** Not a dependency, because it depends on twenty old packages. */
const VANILLA_RSS = path.join(import.meta.dirname, '../node_modules/vanilla-rss/dist/rss.global.min.js');
const COUNT = 5;
const OPTIONS = parseOptions((name) => (name === 'images' ? 'off' : name === 'count' ? String(COUNT) : null));

/** Opens the site on `127.0.0.1`; the newsroom is on `localhost`, another origin. */
export async function openChurchSite(newsroom: string, feed: string): Promise<ChurchSite> {
  const bodies: Partial<Record<PageKind, string>> = {
    'no embed': '<script>document.documentElement.dataset.embed = "none"</script>',
    widget: snippet({
      site: { name: 'Bench News', publicUrl: newsroom },
      definition: { id: feed, title: 'Bench News', language: 'en' },
      options: OPTIONS,
    }),
    iframe: `<iframe src="${newsroom}/embed/${feed}?images=off" title="Bench News" width="100%" height="600"></iframe>`,
    ...(existsSync(VANILLA_RSS)
      ? {
          'vanilla-rss': `<div id="feed"></div><script src="/rss.js"></script>
<script>new RSS(document.querySelector('#feed'), 'feed', { ssl: false, host: location.host + '/service', limit: ${COUNT} }).render()</script>`,
        }
      : {}),
  };
  const kinds = Object.keys(bodies) as PageKind[];
  const service = await buildServiceAnswer(newsroom, feed);
  const server = createServer((request, response) => {
    const [address = '/'] = (request.url ?? '/').split('?');
    const send = (type: string, body: string | Buffer) => response.writeHead(200, { 'Content-Type': type }).end(body);
    if (address === '/rss.js') return void send('text/javascript', readFileSync(VANILLA_RSS));
    if (address === '/service') return void send('application/json', service);
    const body = bodies[decodeURIComponent(address.slice(1)) as PageKind];
    send('text/html; charset=utf-8', body === undefined ? '' : buildPage(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    kinds,
    address: (kind) => `http://127.0.0.1:${port}/${encodeURIComponent(kind)}`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function buildPage(embed: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Church</title><link rel="icon" href="data:,">
<meta name="viewport" content="width=device-width"></head><body><h1>Our church</h1><p>Services on Sundays at nine.</p>
${embed}
<p>After the headlines comes the rest of the page.</p></body></html>`;
}

/** The answer of the service that vanilla-rss uses: JSON with the full text of the items. */
async function buildServiceAnswer(newsroom: string, feed: string): Promise<string> {
  const { body } = await sendRequest(Number(new URL(newsroom).port), { path: `/feeds/${feed}.json` });
  const { title, items } = JSON.parse(body.toString()) as {
    readonly title: string;
    readonly items: readonly Readonly<
      Record<'title' | 'url' | 'summary' | 'content_html' | 'date_published', string>
    >[];
  };
  const entries = items.slice(0, COUNT).map((item) => ({
    title: item.title,
    link: item.url,
    author: '',
    publishedDate: item.date_published,
    content: item.content_html,
    contentSnippet: item.summary,
    categories: [],
  }));
  return JSON.stringify({ responseStatus: 200, responseData: { feed: { title, entries } } });
}
