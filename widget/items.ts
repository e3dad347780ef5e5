import type { Headline } from './contract/headlines.ts';
import { hasPicture } from './contract/layout-rules.ts';
import type { Options } from './contract/options.ts';
import { showDate } from './date.ts';
import { element } from './element.ts';
import { isSafe, outwardLink } from './link.ts';

/** The headlines as a list, the same for every layout: what differs is in the style sheets. `now` in milliseconds. */
export function renderItems(
  items: readonly Headline[],
  options: Options,
  language: string,
  newTab: string,
  now: number,
): HTMLElement {
  // Places for as many as are asked for, so that the line below stays where it is when more come.
  const rows = Array.from({ length: options.count }, (_, index) => {
    const item = items[index];
    const isSlot = hasPicture(options, index);
    const row = element('li', { className: isSlot ? 'slot' : '', dir: 'auto', hidden: !item });
    if (item) {
      row.append(
        element(
          'div',
          {},
          outwardLink(item.u, item.t, {}, options, newTab),
          options.excerpt && item.s && element('p', {}, item.s),
          renderMeta(item, options, language, now),
        ),
        (isSlot && renderPicture(item)) || '',
      );
      if (item.l) row.lang = item.l;
    }
    return row;
  });
  // Without the role Safari takes a list without bullets for no list.
  return element('ul', { role: 'list' }, ...rows);
}

function renderMeta(
  { b, d }: Headline,
  { date, byline }: Options,
  lang: string,
  now: number,
): HTMLElement | false | '' | undefined {
  const author = byline === 'on' && b;
  const time =
    date !== 'off' &&
    element(
      'time',
      { dateTime: new Date(d * 1000).toISOString(), lang, dir: 'auto' },
      showDate(d, now / 1000, date !== 'medium', lang),
    );
  return (time || author) && element('small', {}, time, time && author && ' · ', author);
}

function renderPicture({ i }: Headline): HTMLElement | false | undefined {
  if (!i || !isSafe(i[0])) return;
  const [src, width, height] = i;
  const picture = element('img', {
    // Before the address, or Firefox and Safari begin to load at once.
    loading: 'lazy' as const,
    alt: '',
    width,
    height,
    onerror: () => picture.remove(),
    src,
  });
  return picture;
}
