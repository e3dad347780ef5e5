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
  const { count, excerpt } = options;
  const className = (index: number) => (hasPicture(options, index) ? 'slot' : '');
  const rows = items.map((item, index) => {
    const row = element(
      'li',
      { className: className(index), dir: 'auto' },
      element(
        'div',
        {},
        outwardLink(item.u, item.t, {}, options, newTab),
        excerpt && item.s && element('p', {}, item.s),
        renderMeta(item, options, language, now),
      ),
      hasPicture(options, index) && renderPicture(item),
    );
    if (item.l) row.lang = item.l;
    return row;
  });
  // Places for as many as are asked for, so that the line below stays where it is when more come.
  while (rows.length < count) {
    rows.push(element('li', { className: className(rows.length), hidden: true }));
  }
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
        (this as unknown as HTMLElement).remove();
      },
      src: i[0],
    })
  );
}
