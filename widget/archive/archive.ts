import type { ArticleDocument, RetractedArticle } from '../contract/article-document.ts';
import type { Headlines } from '../contract/headlines.ts';
import type { HeadlinesPage } from '../contract/headlines-page.ts';
import type { Options } from '../contract/options.ts';
import { serverOf } from '../server-of.ts';
import { addStyles } from './add-styles.ts';
import { idInAddress } from './address.ts';
import archiveCss from './archive.css';
import { openList } from './list-view.ts';
import { load } from './load.ts';
import { openReader } from './reader.ts';

/**
 * Makes an archive of a list that stands there already: pages, search, categories, and articles that open in place. This is the door of a script of its own, which
 * older and newer widgets call: its arguments can be added to, never changed. Where the server does not answer, the list stays as it is. Never rejects.
 */
export async function open(...page: Parameters<typeof openArchive>): Promise<void> {
  await openArchive(...page).catch(() => {});
}

async function openArchive(section: HTMLElement, headlines: Headlines, options: Options): Promise<void> {
  const base = serverOf(headlines.home);
  const lang = options.lang || headlines.lang || 'en';
  const ask = (query: string) =>
    load<HeadlinesPage>(
      `${base}/v1/${headlines.feed}.json?count=${options.count}${options.excerpt ? '&excerpt=1' : ''}${query}`,
    );
  const find = (id: string) => load<ArticleDocument | RetractedArticle>(`${base}/v1/articles/${id}.json`);
  // Sets out at once; the browser keeps it until the reader asks.
  const awaited = idInAddress();
  if (awaited) find(awaited).catch(() => {});
  const first = await ask(`&lang=${lang}`);
  // Where there are none, nothing comes of the archive.
  const words = first.words as NonNullable<HeadlinesPage['words']>;
  if (!section.isConnected) return;
  const ours = { lang: words.language, dir: 'auto' as const };
  const context = { base, options, words, ours, lang };
  const list = openList(section, first, context, ask, (id) => reader.open(id));
  // After the list has seen how high it stands.
  addStyles(section.getRootNode() as ShadowRoot, archiveCss);
  const reader = openReader(section, list, context, find);
}
