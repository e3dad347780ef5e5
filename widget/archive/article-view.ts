import type { ArticleDocument, ArticlePicture, RetractedArticle } from '../contract/article-document.ts';
import type { HeadlinesPage } from '../contract/headlines-page.ts';
import type { Options } from '../contract/options.ts';
import { element } from '../element.ts';
import { isSafe, outwardLink } from '../link.ts';
import { addStyles } from '../second-script/add-styles.ts';
import { timeElement } from '../time-element.ts';
import { addressWith } from './address.ts';
import { buildNodes } from './build-nodes.ts';
import { nextFrame } from './prevent-layout-shift.ts';

/** What all views of one archive need. */
export interface ViewContext {
  /** Start of the addresses of the server's own images and audio. */
  readonly media: string;
  readonly options: Options;
  readonly words: NonNullable<HeadlinesPage['words']>;
  /** Properties of an element whose text is one of the words. */
  readonly locale: { readonly lang: string; readonly dir: 'auto' };
  /** Language of dates. */
  readonly lang: string;
}

/** An article as elements. */
export interface ArticleView {
  readonly host: HTMLElement;
  /** Gets the focus when the article opens. */
  readonly heading: HTMLElement;
}

/** Draws an article, or the reason of its retraction, in a shadow root, so that the list's styles do not apply. */
export function renderArticle(
  article: ArticleDocument | RetractedArticle,
  context: ViewContext,
  onBack: () => void,
): ArticleView {
  const { words, locale, options } = context;
  const level = options.heading + (options.title === 'none' ? 0 : 1);
  const isWithdrawn = 'withdrawn' in article;
  const title = isWithdrawn ? words.withdrawn : article.title;
  const heading = element(`h${level}` as 'h2', { tabindex: -1, ...(isWithdrawn && locale) }, title);
  const host = element('article', { 'aria-label': title });
  const root = host.attachShadow({ mode: 'open' });
  addStyles(root, 'article');
  const back = () => {
    const href = addressWith(undefined);
    const link = element('a', { ...locale, class: 'back', href }, words.back);
    link.onclick = onPlainClick(onBack);
    return link;
  };
  const story = element(
    'div',
    { class: 'story', lang: article.lang ?? '', dir: article.dir ?? 'auto' },
    heading,
    ...(isWithdrawn ? [element('p', {}, article.withdrawn.reason)] : renderStory(article, level, context)),
  );
  root.append(back(), story, ...(isWithdrawn ? [] : renderSource(article, context)), back());
  return { host, heading };
}

/** A click handler that ignores clicks which open another tab or window. */
export function onPlainClick(action: () => void): (event: MouseEvent) => void {
  return (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    action();
  };
}

function renderStory(
  { byline, published, picture, audio, correction, body }: ArticleDocument,
  level: number,
  { media, options, words, lang }: ViewContext,
): readonly (Node | string | false | undefined)[] {
  const date = (at: number) => new Date(at * 1000).toLocaleDateString(lang, { dateStyle: 'medium', timeZone: 'UTC' });
  return [
    element('p', { class: 'meta' }, byline && `${byline} · `, timeElement(published, date(published), lang)),
    picture?.src.startsWith(media) && renderImage(picture),
    audio?.startsWith(media) && renderPlayer(audio),
    correction &&
      element(
        'aside',
        {},
        element('strong', { lang: words.language }, `${words.correction} (${date(correction.at)})`),
        element('br'),
        correction.text,
      ),
    ...buildNodes(body, { media, heading: level, newTab: options.target === 'new' && words.newTab }),
  ];
}

function renderSource(
  { categories = [], publisher, licence, url }: ArticleDocument,
  { options, words }: ViewContext,
): readonly Node[] {
  const source = outwardLink(url, words.source, options, [words.newTab], { rel: 'noopener' });
  const newTab = options.target === 'new' && { target: '_blank', title: words.newTab };
  const licenceText =
    licence &&
    (licence.url && isSafe(licence.url)
      ? element('a', { href: licence.url, rel: 'license noopener', ...newTab }, licence.text)
      : licence.text);
  return [
    element('p', { class: 'credit' }, [...categories, publisher].join(' · '), licence && ' · ', licenceText),
    element('p', { class: 'source' }, source),
  ];
}

/** Chromium lays out the parts of a player after it was painted, and counts that as a layout shift. The player is hidden until then. */
function renderPlayer(src: string): HTMLElement {
  const player = element('audio', { controls: '', preload: 'none', src });
  player.style.cssText = 'visibility:hidden';
  void nextFrame()
    .then(nextFrame)
    .then(() => (player.style.cssText = ''));
  return player;
}

function renderImage({ src, alt, width, height, caption, credit }: ArticlePicture): HTMLElement {
  return element(
    'figure',
    {},
    element('img', { alt, ...(width && height && { width, height }), src }),
    (caption || credit) && element('figcaption', {}, caption, caption && credit && ' ', credit && `(${credit})`),
  );
}
