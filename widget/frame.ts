import type { Headline, Headlines } from './contract/headlines.ts';
import type { Options } from './contract/options.ts';
import { element } from './element.ts';
import { renderList } from './layouts/list.ts';
import { outwardLink } from './link.ts';

/** A whole widget: a labelled section with the heading, the headlines in their layout, and the newsroom's name. `now` in milliseconds. */
export function renderFrame(
  headlines: Headlines,
  items: readonly Headline[],
  options: Options,
  now: number,
): HTMLElement {
  const { name, home, lang = '' } = headlines;
  const title = options.title || headlines.title;
  const hasHeading = title !== 'none';
  return element(
    'section',
    // The page's own direction must not reach in, and `all: initial` leaves `direction` alone.
    { lang, dir: 'auto', ariaLabel: hasHeading ? title : headlines.title },
    hasHeading && element(`h${options.heading}` as 'h2', {}, title),
    renderList(items, options, options.lang || lang || 'en', now),
    element('footer', {}, outwardLink(home, name, 'nofollow', options)),
  );
}
