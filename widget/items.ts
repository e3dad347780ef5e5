import type { Headline, Words } from './contract/headlines.ts';
import { hasImage } from './contract/look-rules.ts';
import type { Options } from './contract/options.ts';
import { element } from './element.ts';
import { formatDate } from './format-date.ts';
import { isSafe, outwardLink } from './link.ts';
import { timeElement } from './time-element.ts';

/** The headlines as a list, the same for every layout: what differs is in the style sheets. `now` in seconds. */
export function renderItems(items: readonly Headline[], options: Options, words: Words, now: number): HTMLElement {
  // Places for as many as are asked for, so that the line below stays where it is when more come.
  const rows = [...Array(options.count)].map((_, index) => {
    const item = items[index];
    const isSlot = hasImage(options, index);
    const row = element('li', { dir: 'auto', className: isSlot ? 'slot' : '', ...(item?.l && { lang: item.l }) });
    if (item) {
      const author = options.byline === 'on' && item.b;
      const time =
        options.date !== 'off' &&
        timeElement(item.d, formatDate(item, words, options.date !== 'medium', now), words[2] as string);
      row.append(
        element(
          'div',
          {},
          outwardLink(item.u, item.t, options, words),
          options.excerpt && item.s && element('p', {}, item.s),
          (time || author) && element('small', {}, time, time && author && ' · ', author),
        ),
      );
      if (isSlot && item.i && isSafe(item.i[0])) {
        const [src, width, height] = item.i;
        row.append(
          element('img', {
            // Before the address, or Firefox and Safari begin to load at once.
            loading: 'lazy' as const,
            alt: '',
            width,
            height,
            src,
          }),
        );
      }
    }
    return row;
  });
  // Without the role Safari takes a list without bullets for no list.
  return element('ul', { role: 'list' }, ...rows);
}
