import type { Headline } from '../contract/headlines.ts';
import type { Options } from '../contract/options.ts';
import { listHeightEm, pictureSlots, rowHeightEm } from '../contract/reserved-height.ts';
import { showDate } from '../date.ts';
import { element } from '../element.ts';
import { isSafe, outwardLink } from '../link.ts';

/** Headlines below one another, each with its picture at the end of the line. `now` in milliseconds. */
export function renderList(items: readonly Headline[], options: Options, language: string, now: number): HTMLElement {
  const rows = items.map((item, index) => {
    const hasSlot = index < pictureSlots(options);
    const row = element(
      'li',
      { className: hasSlot ? 'slot' : '', dir: 'auto' },
      element(
        'div',
        {},
        outwardLink(item.u, item.t, '', options),
        options.excerpt && item.s && element('p', {}, item.s),
        renderMeta(item, options, language, now),
      ),
      hasSlot && renderPicture(item),
    );
    if (item.l) row.lang = item.l;
    return row;
  });
  // Without the role Safari takes a list without bullets for no list.
  return element('ul', { role: 'list' }, ...rows);
}

/** The rules that give the rows their heights, whatever stands in them. */
export function listRules(options: Options): string {
  const height = (selector: string, em: number) => `${selector}{min-height:${em}em}`;
  return (
    height('ul', listHeightEm(options)) +
    height('li', rowHeightEm(options, false)) +
    height('.slot', rowHeightEm(options, true)) +
    `p{-webkit-line-clamp:${options.excerpt}}`
  );
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
