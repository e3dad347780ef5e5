import type { FetchPage } from './fetch-page.ts';
import { findCopies, type ScriptCopy } from './find-copies.ts';
import { findCopier } from './optimisers.ts';
import type { OtherScript, PageFacts, PageScript } from './page-facts.ts';
import { scriptOfFeedPage } from './tidings-url.ts';

/** Of the site's own scripts, those that plugins made first. */
const MAX_FILES = 6;

/** The scripts of a page, also those that the site's own files contain. Files are read if one of our mount points has no script. */
export async function addCopies(
  { mountPoints, scripts, otherScripts }: PageFacts,
  page: URL,
  publicUrl: string,
  fetchPage: FetchPage,
): Promise<readonly PageScript[]> {
  const ours = scripts.filter(({ url }) => url.server !== 'other');
  const hasScript = (feed: string | undefined) =>
    ours.some(({ url }) => url.kind === 'widget-code' || (feed ?? url.feed) === url.feed);
  if (mountPoints.every(({ feed }) => hasScript(feed))) return scripts;
  const copies = await Promise.all(
    listFiles([...scripts, ...otherScripts], page).map(async (file) => {
      const response = await fetchPage(file.src.href, 'script');
      const text = response.kind === 'page' ? response.html : '';
      return findCopies(text).map((copy) => buildCopiedScript(copy, publicUrl, file));
    }),
  ).then((ofFiles) => ofFiles.flat());
  // The address of a copy may look like that of another server's script.
  const addresses = new Set(copies.map(({ src }) => src?.href));
  return [...scripts.filter(({ src }) => src === undefined || !addresses.has(src.href)), ...copies];
}

/** A copy as a script of the page. Without `file` it is in the page itself. */
export function buildCopiedScript({ home, at }: ScriptCopy, publicUrl: string, file?: OtherScript): PageScript {
  return {
    state: 'runs',
    delayer: undefined,
    src: undefined,
    nonce: undefined,
    integrity: undefined,
    crossorigin: false,
    policiesBefore: 0,
    ...file,
    url: scriptOfFeedPage(home ?? '', publicUrl),
    copy: { at, hasHeadlines: home !== undefined },
  };
}

/** Files on the page's own host or below it: no page makes this server send requests to a stranger. */
function listFiles(scripts: readonly (OtherScript | PageScript)[], page: URL): readonly OtherScript[] {
  const host = page.hostname.replace(/^www\./, '');
  const files = new Map<string, OtherScript>();
  for (const { src, ...script } of scripts) {
    if (src?.hostname === host || src?.hostname.endsWith(`.${host}`)) files.set(src.href, { ...script, src });
  }
  return [...files.values()].toSorted((a, b) => Number(isMade(b.src)) - Number(isMade(a.src))).slice(0, MAX_FILES);
}

function isMade(url: URL): boolean {
  return findCopier(url) !== undefined || url.pathname.includes('tidings');
}
