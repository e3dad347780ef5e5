import type { Headline, Headlines } from './contract/headlines.ts';
import type { Options } from './contract/options.ts';
import { element } from './element.ts';
import { renderItems } from './items.ts';
import { outwardLink } from './link.ts';

/** A whole widget: a labelled section with the heading, the headlines in their layout, and the newsroom's name. `now` in milliseconds. */
export function renderFrame(
  headlines: Headlines,
  items: readonly Headline[],
  options: Options,
  now: number,
): HTMLElement {
  const { name, home, lang = '', w: [newTab, pause] = ['opens in a new tab', 'Pause'] } = headlines;
  const title = options.title || headlines.title;
  const hasHeading = title !== 'none';
  const list = renderItems(items, options, options.lang || lang || 'en', newTab, now);
  return element(
    'section',
    // The page's own direction must not reach in, and `all: initial` leaves `direction` alone.
    { lang, dir: 'auto', ariaLabel: hasHeading ? title : headlines.title },
    hasHeading && element(`h${options.heading}` as 'h2', {}, title),
    // A tick stops the line without any script, in the iframe too.
    ...(options.layout === 'ticker'
      ? [element('input', { type: 'checkbox', ariaLabel: pause }), element('div', {}, list)]
      : [list]),
    element('footer', {}, outwardLink(home, name, { rel: 'nofollow', part: 'source' }, options, newTab)),
  );
}
