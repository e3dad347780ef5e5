import { optionTexts } from '../../widget/contract/option-text.ts';
import type { Options } from '../../widget/contract/options.ts';
import { reservedLinkStyle, reservedStyle } from '../../widget/contract/reserved-height.ts';
import { scriptQuery } from '../../widget/contract/script-query.ts';
import { feedPageUrl, widgetScriptUrl } from '../model/addresses.ts';
import { escapeMarkup } from '../model/escape-markup.ts';
import type { FeedDefinition } from '../model/feed-definition.ts';
import type { Site } from '../model/site.ts';
import { translationsFor } from '../model/translations.ts';

/** What a snippet is made of. */
export interface SnippetOptions {
  readonly site: Site;
  readonly definition: Pick<FeedDefinition, 'id' | 'title' | 'language'>;
  readonly options: Options;
}

/** What a church pastes: the place with its height, the link that stands there without a script, and the script. Well-formed HTML. */
export function snippet({ site, definition, options }: SnippetOptions): string {
  // The number is said even where it is the default: whoever wants to change it by hand finds it.
  const data = [['count', String(options.count)], ...optionTexts(options).filter(([name]) => name !== 'count')]
    .map(([name, text]) => ` data-${name}="${escapeMarkup(text ?? '')}"`)
    .join('');
  const src = widgetScriptUrl(site, definition.id) + scriptQuery(options);
  const linkStyle = reservedLinkStyle(options);
  // A page with `white-space: pre` would make a line of the break, in a place that has room for none.
  const before = linkStyle === '' ? '\n  ' : '';
  return [
    `<div class="tidings"${data} style="${reservedStyle(options)}">${before}<a${linkStyle && ` style="${linkStyle}"`} href="${escapeMarkup(feedPageUrl(site, definition.id))}">${escapeMarkup(snippetLinkText(site, definition))}</a></div>`,
    `<script async src="${escapeMarkup(src)}"></script>`,
  ].join('\n');
}

/**
 * The words of the link inside: what the visitor of the church's page reads until headlines stand there, in the feed's language. The newsroom
 * is named once, also where the feed's title already begins with its name.
 */
export function snippetLinkText(site: Site, definition: Pick<FeedDefinition, 'title' | 'language'>): string {
  const name = definition.title.startsWith(site.name) ? definition.title : `${site.name}: ${definition.title}`;
  const { language, latest } = translationsFor(definition.language);
  // No English words in a feed of another language.
  return language !== 'en' || /^en\b/i.test(definition.language) ? latest.replace('{name}', () => name) : name;
}
