import type { Options } from './options.ts';

/** The query, with its question mark, under which `/v1/{feed}.js` brings all that these options show; empty where it does by itself. */
export function scriptQuery({ count, excerpt, lang }: Pick<Options, 'count' | 'excerpt' | 'lang'>): string {
  const asks = [count === 5 ? '' : `count=${count}`, excerpt ? 'excerpt=1' : '', lang ? `lang=${lang}` : ''].filter(
    Boolean,
  );
  return asks.length ? `?${asks.join('&')}` : '';
}

/** What a widget asks for beyond headlines, as the end of a query. */
export function moreQuery(options: Pick<Options, 'excerpt' | 'lang'>): string {
  return (options.excerpt ? '&excerpt=1' : '') + (options.lang ? `&lang=${options.lang.toLowerCase()}` : '');
}
