import type { FetchPage } from './fetch-page.ts';
import { findCopies, type ScriptCopy } from './find-copies.ts';
import { findCopier } from './optimisers.ts';
import type { OtherScript, PageFacts, PageScript } from './page-facts.ts';
import { scriptOfFeedPage } from './tidings-url.ts';

/** Of the site's own scripts, those that plugins made first. */
const MAX_FILES = 6;

/** A page's facts with the scripts that the site's own files contain. Files are read if one of our mount points has no script. */
export async function addCopies(
  facts: PageFacts,
  page: URL,
  publicUrl: string,
  fetchPage: FetchPage,
): Promise<PageFacts> {
  const { mountPoints, scripts, otherScripts } = facts;
  const ours = scripts.filter(({ url }) => url.server !== 'other');
  const hasScript = (feed: string | undefined) =>
    ours.some(({ url }) => url.kind === 'widget-code' || (feed ?? url.feed) === url.feed);
  if (mountPoints.every(({ feed }) => hasScript(feed))) return facts;
  const files = listFiles([...scripts, ...otherScripts], page);
  const responses = await Promise.all(files.slice(0, MAX_FILES).map(({ src }) => fetchPage(src.href, 'script')));
  const copies = files.flatMap((file, index) => {
    const response = responses[index];
    const found = response?.kind === 'page' ? findCopies(response.html) : [];
    return found.map((copy) => buildCopiedScript(copy, publicUrl, file));
  });
  // The address of a copy may look like that of another server's script.
  const addresses = new Set(copies.map(({ src }) => src?.href));
  return {
    ...facts,
    scripts: [...scripts.filter(({ src }) => src === undefined || !addresses.has(src.href)), ...copies],
    hasUnreadFiles: files.some(({ src }, index) => isMade(src) && responses[index]?.kind !== 'page'),
  };
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
  return [...files.values()].toSorted((a, b) => Number(isMade(b.src)) - Number(isMade(a.src)));
}

function isMade(url: URL): boolean {
  return findCopier(url) !== undefined || url.pathname.includes('tidings');
}
