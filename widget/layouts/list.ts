import { showDate } from '../date.ts';
import { element } from '../element.ts';
import type { Headline } from '../headlines.ts';
import { isSafe, outwardLink } from '../link.ts';
import type { Options } from '../options.ts';
import { listHeightEm, pictureSlots, rowHeightEm, titleLines } from '../reserved-height.ts';

/** Headlines below one another, each with its picture at the end of the line. `now` in milliseconds. */
export function renderList(items: readonly Headline[], options: Options, language: string, now: number): HTMLElement {
  const slots = pictureSlots(options);
  // Without the role Safari takes a list without bullets for no list.
  const list = element('ul', { role: 'list' });
  items.forEach((item, index) => {
    const slot = index < slots;
    const row = element(
      'li',
      { className: slot ? 'slot' : '', dir: 'auto' },
      element(
        'div',
        {},
        outwardLink(item.u, item.t, '', options),
        options.excerpt > 0 && element('p', {}, item.s),
        renderMeta(item, options, language, now),
      ),
      slot && renderPicture(item),
    );
    if (item.l) row.lang = item.l;
    list.append(row);
  });
  return list;
}

/** The rules that give the rows their heights, whatever stands in them. */
export function listRules(options: Options): string {
  const row = (selector: string, slot: boolean) =>
    `${selector}{min-height:${rowHeightEm(options, slot)}em}${selector} a{-webkit-line-clamp:${titleLines(slot)}}`;
  return `ul{min-height:${listHeightEm(options)}em}p{-webkit-line-clamp:${options.excerpt}}${row('li', false)}${row('.slot', true)}`;
}

function renderMeta({ b, d }: Headline, options: Options, lang: string, now: number): HTMLElement | undefined {
  const byline = options.byline && b;
  const date = new Date(d * 1000);
  const time =
    options.date !== 'off' &&
    element(
      'time',
      { dateTime: date.toISOString(), lang, dir: 'auto' },
      showDate(d, now / 1000, options.date === 'relative', lang),
    );
  return time || byline ? element('small', {}, time, time && byline && ' · ', byline) : undefined;
}

function renderPicture({ i, a }: Headline): HTMLElement | undefined {
  if (!i || !isSafe(i[0])) return undefined;
  const [src, width, height] = i;
  return element('img', {
    // Before the address, or Firefox and Safari begin to load at once.
    loading: 'lazy',
    decoding: 'async',
    alt: a ?? '',
    width,
    height,
    onerror() {
      (this as HTMLElement).remove();
    },
    src,
  });
}
