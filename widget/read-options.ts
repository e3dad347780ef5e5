import { type Options, parseOptions } from './contract/options.ts';

/** The options of a div, and the feed it names; empty if it names none. */
export type DivOptions = Options & { readonly feed: string };

/** Reads the options of a div from its attributes, else from its link's query: some editors strip `data-*`. */
export function readOptions(div: Element, search: string): DivOptions {
  // Editors that escape twice write `&amp;amp;` for `&amp;`.
  const query = new URLSearchParams(search.replace(/&(amp;)+/g, '&'));
  const read = (name: string) => div.getAttribute(`data-${name}`) ?? query.get(name);
  return {
    ...parseOptions(read),
    feed: (read('feed') ?? '').trim(),
    // Most sites refuse to be shown in a frame, and its sandbox may forbid links that leave it.
    ...(window !== top && { target: 'new' }),
  };
}
