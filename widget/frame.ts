import type { Headline, Headlines } from './contract/headlines.ts';
import type { Options } from './contract/options.ts';
import { element } from './element.ts';
import { renderItems } from './items.ts';
import { outwardLink } from './link.ts';

/** A whole widget: a labelled section with the heading, the headlines in their layout, and the newsroom's name. `now` in seconds. */
export function renderFrame(
  headlines: Headlines,
  items: readonly Headline[],
  options: Options,
  now: number,
): HTMLElement {
  const { w: words = [] } = headlines;
  const title = options.title || headlines.title;
  const hasHeading = title !== 'none';
  const list = renderItems(items, options, words, now);
  const footer = element(
    'footer',
    {},
    outwardLink(headlines.home, headlines.name, options, words, { part: 'source', rel: 'nofollow' }),
  );
  return element(
    'section',
    // The page's own direction must not reach in, and `all: initial` leaves `direction` alone.
    { lang: headlines.lang ?? '', dir: 'auto', ariaLabel: hasHeading ? title : headlines.title },
    hasHeading && element(`h${options.heading}` as 'h2', {}, title),
    // A tick stops the line without any script, in the iframe too.
    ...(options.layout === 'ticker'
      ? [element('input', { type: 'checkbox', ariaLabel: words[1] as string }), footer, element('div', {}, list)]
      : [list, footer]),
  );
}
