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
  const rows = items.map((item, index) => {
    const picture = hasPicture(options, index);
    const row = element(
      'li',
      { className: picture ? 'slot' : '', dir: 'auto' },
      element(
        'div',
        {},
        outwardLink(item.u, item.t, '', options, newTab),
        options.excerpt && item.s && element('p', {}, item.s),
        renderMeta(item, options, language, now),
      ),
      picture && renderPicture(item),
    );
    if (item.l) row.lang = item.l;
    return row;
  });
  // Without the role Safari takes a list without bullets for no list.
  return element('ul', { role: 'list' }, ...rows);
}

function renderMeta(
  { b, d }: Headline,
  options: Options,
  lang: string,
  now: number,
): HTMLElement | false | '' | undefined {
  const { date, byline } = options;
  const author = byline === 'on' && b;
  const time =
    date !== 'off' &&
    element(
      'time',
      { dateTime: new Date(d * 1000).toISOString(), lang, dir: 'auto' },
      showDate(d, now / 1000, date === 'relative', lang),
    );
  return (time || author) && element('small', {}, time, time && author && ' · ', author);
}

function renderPicture({ i }: Headline): HTMLElement | false | undefined {
  return (
    i &&
    isSafe(i[0]) &&
    element('img', {
      // Before the address, or Firefox and Safari begin to load at once.
      loading: 'lazy',
      decoding: 'async',
      alt: '',
      width: i[1],
      height: i[2],
      onerror() {
        (this as HTMLElement).remove();
      },
      src: i[0],
    })
  );
}
