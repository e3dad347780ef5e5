import type { Options } from './options.ts';

/** The query, with its question mark, under which `/v1/{feed}.js` brings all that these options show; empty where it does by itself. */
export function scriptQuery({ count, excerpt, lang }: Pick<Options, 'count' | 'excerpt' | 'lang'>): string {
  const asks = [count === 5 ? '' : `count=${count}`, excerpt ? 'excerpt=1' : '', lang ? `lang=${lang}` : ''].filter(
    Boolean,
  );
  return asks.length ? `?${asks.join('&')}` : '';
}

/** The query under which `/v1/{feed}.json` brings what these options show, and what any number of widgets show. */
export function headlinesQuery({ excerpt, lang }: Pick<Options, 'excerpt' | 'lang'>): string {
  return `?count=20${excerpt ? '&excerpt=1' : ''}${lang ? `&lang=${lang}` : ''}`;
}
