import { isDeepStrictEqual } from 'node:util';
import { embedUrl, feedUrl, widgetScriptUrl } from '../model/addresses.ts';
import type { Answer, Ask } from './ask.ts';
import type { Report } from './check.ts';

interface DocumentOptions {
  readonly publicUrl: string;
  readonly localUrl: string;
  readonly feed: string;
}

/** What happens where a proxy removes or changes a header of the server. */
const HEADERS: Readonly<Record<string, string>> = {
  'content-encoding': 'documents are sent uncompressed. Let the proxy pass on Accept-Encoding',
  etag: 'feed readers fetch everything again and again. Let the proxy keep it; it should not compress what the server has compressed',
  'last-modified': 'some feed readers fetch everything again and again. Let the proxy keep it',
  vary: 'caches may give compressed documents to readers that cannot unpack them. Let the proxy keep it',
  'cache-control':
    'documents are kept too long, or not at all. Remove "expires" and "add_header Cache-Control" from the proxy',
  'access-control-allow-origin':
    'browsers refuse headlines on pages of partners. The header must come once, from the server: remove "add_header" from the proxy',
  'content-type': 'feed readers and browsers may take it for something else. Let the proxy keep it',
  'x-frame-options': 'browsers show no iframes of the newsroom on pages of partners. Remove it from the proxy',
  'content-security-policy': 'browsers may block parts of pages and iframes. Remove it from the proxy',
  'cross-origin-resource-policy': 'browsers may block the widget on pages of partners. Remove it from the proxy',
};
const ENCODING = { 'Accept-Encoding': 'br, gzip' };
/** Requests to find a second server that answers otherwise. */
const REPEATED = 4;

/** Compares documents as readers get them with those of the server itself. */
export async function checkDocuments(
  report: Report,
  ask: Ask,
  { publicUrl, localUrl, feed }: DocumentOptions,
): Promise<void> {
  const site = { name: '', publicUrl: '' };
  const paths = [feedUrl(site, feed, 'rss'), embedUrl(site, feed), widgetScriptUrl(site, feed)];
  const changed = new Map<string, string>();
  for (const path of paths) {
    const own = await ask(`${localUrl}${path}`, { headers: ENCODING }).catch(() => undefined);
    if (own?.status !== 200) return;
    const seen = await ask(`${publicUrl}${path}`, { headers: ENCODING });
    if (seen.status !== 200) {
      report.problem(
        `${publicUrl}${path} answers ${seen.status}; the server itself answers 200.`,
        'Look at the rules of the proxy for this path.',
      );
      return;
    }
    for (const name of Object.keys(HEADERS))
      if (isChanged(name, own, seen)) changed.set(name, changed.get(name) ?? path);
    if (!changed.has('etag')) await checkCondition(report, ask, `${publicUrl}${path}`, seen);
  }
  for (const [name, path] of changed)
    report.problem(`The proxy changes the header ${name} of ${publicUrl}${path}: ${HEADERS[name]}.`);
  if (changed.size === 0) report.ok(`Documents arrive at ${publicUrl} as the server sends them.`);
  await checkOthers(report, ask, publicUrl);
}

/** A cache may have an older document, with another tag. */
function isChanged(name: string, own: Answer, seen: Answer): boolean {
  const [ours, theirs] = [own.headers[name], seen.headers[name]];
  if (isDeepStrictEqual(ours, theirs)) return false;
  if (name === 'vary') return !namesOf(theirs).includes('accept-encoding') && namesOf(ours).includes('accept-encoding');
  if (name === 'etag' || name === 'last-modified') return theirs === undefined;
  return true;
}

function namesOf(header: string | readonly string[] | undefined): readonly string[] {
  return [header ?? '']
    .flat()
    .join()
    .toLowerCase()
    .split(/\s*,\s*/);
}

async function checkCondition(report: Report, ask: Ask, url: string, { headers }: Answer): Promise<void> {
  const { etag = '' } = headers;
  const again = await ask(url, { headers: { ...ENCODING, 'If-None-Match': etag } });
  if (again.status !== 304 && again.headers.etag === etag)
    report.problem(
      `${url} answers ${again.status} to a reader that has this version; the server answers 304.`,
      'Let the proxy pass on If-None-Match.',
    );
}

/** Servers behind the same address must have the same feeds. */
async function checkOthers(report: Report, ask: Ask, publicUrl: string): Promise<void> {
  const askForList = () => ask(`${publicUrl}/feeds.opml`, { headers: { ...ENCODING, 'Cache-Control': 'no-cache' } });
  const answers = await Promise.all(Array.from({ length: REPEATED }, askForList));
  const different = new Set(answers.map(({ headers, body }) => headers.etag ?? body.toString('latin1')));
  if (different.size > 1)
    report.problem(
      `Several servers answer at ${publicUrl}, with different lists of feeds.`,
      'Give all of them the same options and feed definitions, and restart those whose .env was changed.',
    );
}
