import type { Options } from './options.ts';

/** The query, with its question mark, with which `/v1/{feed}.js` has everything that these options show; empty for the defaults. */
export function scriptQuery({ count, excerpt, lang }: Pick<Options, 'count' | 'excerpt' | 'lang'>): string {
  const parameters = [
    count === 5 ? '' : `count=${count}`,
    excerpt ? 'excerpt=1' : '',
    lang ? `lang=${lang}` : '',
  ].filter(Boolean);
  return parameters.length ? `?${parameters.join('&')}` : '';
}

/** What a widget needs beyond plain headlines, as the end of a query. */
export function moreQuery(options: Pick<Options, 'excerpt' | 'lang'>): string {
  return (options.excerpt ? '&excerpt=1' : '') + (options.lang ? `&lang=${options.lang.toLowerCase()}` : '');
}
