import type { Headline, Labels } from './contract/headlines.ts';
import { hasImage } from './contract/look-rules.ts';
import type { Options } from './contract/options.ts';
import { element } from './element.ts';
import { formatDate } from './format-date.ts';
import { isSafe, outwardLink } from './link.ts';
import { timeElement } from './time-element.ts';

/** The list of headlines. All layouts have the same elements; style sheets make the difference. `now` in seconds since the Unix epoch. */
export function renderItems(items: readonly Headline[], options: Options, labels: Labels, now: number): HTMLElement {
  // As many rows as the option `count` says, so that nothing moves when more headlines come.
  const rows = [...Array(options.count)].map((_, index) => {
    const item = items[index];
    const isSlot = hasImage(options, index);
    const row = element('li', {
      class: isSlot ? 'slot' : '',
      ...(item?.l && { lang: item.l, dir: item.dir ?? 'auto' }),
    });
    if (!item) return row;
    const author = options.byline === 'on' && item.b;
    const time =
      options.date !== 'off' &&
      timeElement(item.d, formatDate(item, labels, options.date !== 'medium', now), labels[2] as string);
    row.append(
      element(
        'div',
        {},
        outwardLink(item.u, item.t, options, labels),
        options.excerpt && item.s && element('p', {}, item.s),
        (time || author) && element('small', {}, time, time && author && ' · ', author),
      ),
    );
    if (isSlot && item.i && isSafe(item.i[0])) {
      const [src, width, height] = item.i;
      // `loading` before `src`, or Firefox and Safari load at once.
      const image = element('img', { loading: 'lazy', alt: '', width, height, src });
      // Browsers draw a frame with an icon. The space stays empty, so that nothing moves.
      image.onerror = () => (image.style.visibility = 'hidden');
      row.append(image);
    }
    return row;
  });
  // Safari ignores the list role of a list without bullets.
  return element('ul', { role: 'list' }, ...rows);
}
