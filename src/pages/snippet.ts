import { feedPageUrl, widgetScriptUrl } from '../model/addresses.ts';
import type { FeedDefinition } from '../model/feed-definition.ts';
import type { Site } from '../model/site.ts';

// The widget's list with every option left alone, in em of the place where it is pasted. The widget owns these figures
// (`widget/reserved-height.ts`), and a test compares what comes of them here and there.
const HEADING_EM = 2.25;
const TITLE_LINES = 3;
const TITLE_LINE_EM = 1.3;
const DATE_EM = 1.3;
const ROW_PADDING_EM = 1.375;
const ATTRIBUTION_EM = 2.25;

/** What a snippet is made of; `minHeightEm` is what the widget will need, so that the page does not move. */
export interface SnippetOptions {
  readonly site: Site;
  readonly definition: Pick<FeedDefinition, 'id' | 'title' | 'language'>;
  readonly count: number;
  readonly minHeightEm: number;
}

/** The height, in em, of the widget's list with this many headlines and every other option left alone. */
export function reservedHeightEm(count: number): number {
  const row = TITLE_LINES * TITLE_LINE_EM + DATE_EM + ROW_PADDING_EM;
  return Number((HEADING_EM + count * row + ATTRIBUTION_EM).toFixed(3));
}

/** What a church pastes: the place, the link that stands there without a script, and the script. Well-formed HTML. */
export function snippet(options: SnippetOptions): string {
  const { site, definition, count, minHeightEm } = options;
  return [
    `<div class="tidings" data-count="${count}" style="min-height:${minHeightEm}em">`,
    `  <a href="${escapeHtml(feedPageUrl(site, definition.id))}">${escapeHtml(snippetLinkText(site, definition))}</a></div>`,
    `<script async src="${escapeHtml(widgetScriptUrl(site, definition.id))}"></script>`,
  ].join('\n');
}

/**
 * The words of the link inside: what the visitor of the church's page reads until headlines stand there. The newsroom is named once,
 * also where the feed's title already begins with its name.
 */
export function snippetLinkText(site: Site, definition: Pick<FeedDefinition, 'title' | 'language'>): string {
  const name = definition.title.startsWith(site.name) ? definition.title : `${site.name}: ${definition.title}`;
  return /^en\b/i.test(definition.language) ? `Latest news from ${name}` : name;
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
