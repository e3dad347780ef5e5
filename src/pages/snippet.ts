import { optionTexts } from '../../widget/contract/option-text.ts';
import type { Options } from '../../widget/contract/options.ts';
import { reservedLinkStyle, reservedStyle } from '../../widget/contract/reserved-height.ts';
import { scriptQuery } from '../../widget/contract/script-query.ts';
import { feedPageUrl, widgetScriptUrl } from '../model/addresses.ts';
import { escapeMarkup } from '../model/escape-markup.ts';
import type { FeedDefinition } from '../model/feed-definition.ts';
import type { Site } from '../model/site.ts';
import { translationsFor } from '../model/translations.ts';

export interface SnippetOptions {
  readonly site: Site;
  readonly definition: Pick<FeedDefinition, 'id' | 'title' | 'language'>;
  readonly options: Options;
}

/** Well-formed HTML: an element with reserved height, in it a link for browsers without JavaScript, and the script. */
export function snippet({ site, definition, options }: SnippetOptions): string {
  // The feed is always written, because mail programs and plugins rewrite links; the count, so that people can find it and change it by hand.
  const data = [
    ['feed', definition.id],
    ['count', String(options.count)],
    ...optionTexts(options).filter(([name]) => name !== 'count'),
  ]
    .map(([name, text]) => ` data-${name}="${escapeMarkup(text ?? '')}"`)
    .join('');
  const src = widgetScriptUrl(site, definition.id) + scriptQuery(options);
  const linkStyle = reservedLinkStyle(options);
  // On a page with `white-space: pre` a line break would use height that is not reserved.
  const before = linkStyle === '' ? '\n  ' : '';
  return [
    `<div class="tidings"${data} style="${reservedStyle(options)}">${before}<a${linkStyle && ` style="${linkStyle}"`} href="${escapeMarkup(feedPageUrl(site, definition.id))}">${escapeMarkup(snippetLinkText(site, definition))}</a></div>`,
    scriptTag(src),
  ].join('\n');
}

/**
 * A script that optimisers must not copy, because a copy is never renewed: Rocket Loader and LiteSpeed (`data-cfasync`, before `src`), LiteSpeed
 * (`data-no-optimize`) and WP Rocket (`data-no-minify`). `async` has a value, so that XML parsers accept it too.
 */
export function scriptTag(src: string, more = ''): string {
  return `<script async="" data-cfasync="false" data-no-optimize="1" data-no-minify="1" src="${escapeMarkup(src)}"${more}></script>`;
}

/** Visitors see it until the headlines appear. It has the newsroom's name once, even if the feed's title begins with it. */
export function snippetLinkText(site: Site, definition: Pick<FeedDefinition, 'title' | 'language'>): string {
  const name = definition.title.startsWith(site.name) ? definition.title : `${site.name}: ${definition.title}`;
  const { language, latest } = translationsFor(definition.language);
  // A feed in a language without translation gets its name only, not English words.
  return language !== 'en' || /^en\b/i.test(definition.language) ? latest.replace('{name}', () => name) : name;
}
