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
  // The count is always written, so that people can find it and change it by hand.
  const data = [['count', String(options.count)], ...optionTexts(options).filter(([name]) => name !== 'count')]
    .map(([name, text]) => ` data-${name}="${escapeMarkup(text ?? '')}"`)
    .join('');
  const src = widgetScriptUrl(site, definition.id) + scriptQuery(options);
  const linkStyle = reservedLinkStyle(options);
  // On a page with `white-space: pre` a line break would use height that is not reserved.
  const before = linkStyle === '' ? '\n  ' : '';
  return [
    `<div class="tidings"${data} style="${reservedStyle(options)}">${before}<a${linkStyle && ` style="${linkStyle}"`} href="${escapeMarkup(feedPageUrl(site, definition.id))}">${escapeMarkup(snippetLinkText(site, definition))}</a></div>`,
    `<script async src="${escapeMarkup(src)}"></script>`,
  ].join('\n');
}

/** Visitors see it until the headlines appear. It has the newsroom's name once, even if the feed's title begins with it. */
export function snippetLinkText(site: Site, definition: Pick<FeedDefinition, 'title' | 'language'>): string {
  const name = definition.title.startsWith(site.name) ? definition.title : `${site.name}: ${definition.title}`;
  const { language, latest } = translationsFor(definition.language);
  // A feed in a language without translation gets its name only, not English words.
  return language !== 'en' || /^en\b/i.test(definition.language) ? latest.replace('{name}', () => name) : name;
}
