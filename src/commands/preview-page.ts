import { stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';
import type { MediaStore } from '../media/media-store.ts';
import type { Article, ArticleDraft, ArticleId } from '../model/article.ts';
import { omitUndefined } from '../model/omit-undefined.ts';
import type { Checked } from '../model/problem.ts';
import type { Site } from '../model/site.ts';
import { type Timestamp, toTimestamp } from '../model/timestamp.ts';
import type { Pages } from '../pages/open-pages.ts';
import { composeArticleHtml } from '../render/article-html.ts';

interface PreviewPageOptions {
  readonly file: string;
  readonly site: Omit<Site, 'publicUrl'>;
  readonly pages: Pages;
  readonly media: Pick<MediaStore, 'read'>;
  readonly now: Timestamp;
  /** Called for every request, so that the page shows the file as it was saved last. */
  readDraft(): Promise<Checked<ArticleDraft>>;
}

const LOOPBACK = '127.0.0.1';
const HTML = 'text/html; charset=utf-8';
/** The page is no article of the store. */
const ID = '00000000-0000-7000-8000-000000000000' as ArticleId;
const HEADERS = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https: data:; media-src 'self' https:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
};

/**
 * Shows the page that an article's readers would get, to browsers of this machine only. An article of any state is shown as if it were
 * published. A refused file is shown with its problems. The page renews itself when the file is saved.
 */
export async function openPreviewPage(options: PreviewPageOptions): Promise<{ url: string; close(): Promise<void> }> {
  const { pages, media } = options;
  const answer = async ({ headers, url = '/' }: IncomingMessage, response: ServerResponse): Promise<void> => {
    // A site of another name can lead to this address (DNS rebinding).
    if (headers.host !== host) return void response.writeHead(403).end();
    const { pathname } = new URL(url, publicUrl);
    const asset = [...pages.assets, pages.icons.favicon].find(({ path }) => path === pathname);
    if (asset !== undefined) return send(response, asset.type, asset.body);
    if (pathname.startsWith('/media/')) return sendMedia(response, media, pathname.slice('/media/'.length));
    if (pathname === '/') {
      return send(response, HTML, withScript(await renderPage(publicUrl, options), pages.renewScript.path));
    }
    response.writeHead(404, { 'Content-Type': 'text/plain' }).end('A preview shows one article only.\n');
  };
  const server = createServer((request, response) => {
    answer(request, response).catch((fault: Error) => response.writeHead(500).end(`${fault.message}\n`));
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, LOOPBACK, resolve));
  const host = `${LOOPBACK}:${(server.address() as AddressInfo).port}`;
  const publicUrl = `http://${host}`;
  return {
    url: `${publicUrl}/`,
    async close() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

async function renderPage(publicUrl: string, options: PreviewPageOptions): Promise<string> {
  const { file, pages, now, readDraft } = options;
  const site: Site = { ...options.site, publicUrl };
  const read = await readDraft();
  if (read.kind === 'invalid') {
    const at = await stat(file).then(
      ({ mtimeMs }) => toTimestamp(mtimeMs),
      () => now,
    );
    const refused = { source: 'preview', file, at, kind: 'refused', problems: read.problems } as const;
    return pages.intake({ site, files: [refused], isComplete: true, faults: [] });
  }
  const article = buildArticle(read.value, now);
  if (article.retraction !== undefined)
    return pages.retracted({ site, article: { ...article, retraction: article.retraction } });
  const html = composeArticleHtml(site, article, { image: false, byline: false, correction: false });
  return pages.article({ site, article, html });
}

function buildArticle(draft: ArticleDraft, now: Timestamp): Article {
  const { file: _, movedFrom: __, correction, retraction, updatedAt = draft.publishedAt, ...content } = draft;
  return omitUndefined({
    ...content,
    id: ID,
    state: retraction === undefined ? 'published' : 'retracted',
    updatedAt: Math.max(updatedAt, draft.publishedAt),
    correction: correction && { at: now, ...correction },
    retraction: retraction && { at: now, ...retraction, by: 'source' as const },
    version: 1,
  });
}

/** The list of problems has this script too, for a part of its page: twice on a page, it would not run. */
function withScript(html: string, path: string): string {
  return html
    .replace(/<script [^>]*data-renew=[^>]*><\/script>/, '')
    .replace('</body>', () => `<script src="${path}" data-renew="main" data-seconds="1" defer></script>\n</body>`);
}

function send(response: ServerResponse, type: string, body: string | Uint8Array): void {
  response.writeHead(200, { ...HEADERS, 'Content-Type': type }).end(body);
}

async function sendMedia(response: ServerResponse, media: Pick<MediaStore, 'read'>, name: string): Promise<void> {
  const found = await media.read(name);
  if (found === undefined) return void response.writeHead(404).end();
  response.writeHead(200, { ...HEADERS, 'Content-Type': found.type, 'Content-Length': found.bytes });
  // The browser may close the connection.
  await pipeline(await found.open(), response).catch(() => undefined);
}
