import type { Headline, Headlines } from './contract/headlines.ts';
import type { Options } from './contract/options.ts';
import { element } from './element.ts';
import { renderItems } from './items.ts';
import { outwardLink } from './link.ts';

/** The whole widget: a labelled section with heading, headlines and attribution. `now` in seconds since the Unix epoch. */
export function renderFrame(
  headlines: Headlines,
  items: readonly Headline[],
  options: Options,
  now: number,
): HTMLElement {
  const { w: labels = [] } = headlines;
  const title = options.title || headlines.title;
  const hasHeading = title !== 'none';
  const list = renderItems(items, options, labels, now);
  const attribution = { part: 'source', rel: 'nofollow' };
  const footer = element('footer', {}, outwardLink(headlines.home, headlines.name, options, labels, attribution));
  return element(
    'section',
    // `all: initial` does not reset the direction.
    { lang: headlines.lang ?? '', dir: headlines.dir ?? 'auto', 'aria-label': hasHeading ? title : headlines.title },
    hasHeading && element(`h${options.heading}` as 'h2', { dir: options.title && 'auto' }, title),
    // A checkbox stops the ticker without script, in the iframe too.
    ...(options.layout === 'ticker'
      ? [element('input', { type: 'checkbox', 'aria-label': labels[1] as string }), footer, element('div', {}, list)]
      : [list, footer]),
  );
}
