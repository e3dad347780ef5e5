import type { Options } from './options.ts';

/** The query, with its question mark, under which `/v1/{feed}.js` brings all that these options show; empty where it does by itself. */
export function scriptQuery({ count }: Pick<Options, 'count'>): string {
  return count === 5 ? '' : `?count=${count}`;
}
