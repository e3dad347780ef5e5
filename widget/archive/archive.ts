import type { ArticleDocument, RetractedArticle } from '../contract/article-document.ts';
import type { Headlines } from '../contract/headlines.ts';
import type { HeadlinesPage } from '../contract/headlines-page.ts';
import type { Options } from '../contract/options.ts';
import { addStyles } from '../second-script/add-styles.ts';
import { keepEvents } from '../second-script/keep-events.ts';
import { idInAddress } from './address.ts';
import { openList } from './list-view.ts';
import { load } from './load.ts';
import { openReader } from './reader.ts';

/**
 * Turns the list that the widget drew into an archive: pages, search, categories, and articles that open in place. Older and newer widgets call this
 * function, so add to its arguments but never change them. If the server does not answer, the list stays as it is. Never rejects.
 */
export async function open(section: HTMLElement, headlines: Headlines, options: Options): Promise<void> {
  try {
    const [server = ''] = headlines.home.split('/feeds/');
    const lang = options.lang || headlines.lang || 'en';
    const feedUrl = `${server}/v1/${headlines.feed}.json?count=${options.count}${options.excerpt ? '&excerpt=1' : ''}`;
    const fetchPage = (query: string) => load<HeadlinesPage>(feedUrl + query);
    const fetchArticle = (id: string) => load<ArticleDocument | RetractedArticle>(`${server}/v1/articles/${id}.json`);
    // Fetches the article of the page's address at the same time. The browser caches it until the reader asks.
    const awaited = idInAddress();
    if (awaited) fetchArticle(awaited).catch(() => {});
    const first = await fetchPage(`&lang=${lang}`);
    // Without them the code below throws, and the list stays.
    const words = first.words as NonNullable<HeadlinesPage['words']>;
    const locale = { lang: words.language, dir: 'auto' as const };
    const context = { media: `${server}/media/`, options, words, locale, lang };
    const list = openList(section, first, context, feedUrl, fetchPage, (id) => openArticle(id));
    const openArticle = openReader(section, list, context, fetchArticle);
    // After the list has measured its height. Throws while the section is in another document: the widget draws it again when it comes back.
    const root = section.getRootNode() as ShadowRoot;
    addStyles(root, 'archive');
    keepEvents(root);
  } catch {}
}
