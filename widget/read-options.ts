import { OPTION_KINDS } from './contract/option-kinds.ts';
import type { OptionName, Options } from './contract/options.ts';

/** The options of a div, and the feed that it names, if it does. */
export type DivOptions = Options & { readonly feed: string };

/**
 * Reads them as `parseOptions` does, but each only when it is asked for. What the div says itself comes first, then what the query of its link does: some
 * editors leave no `data-*`. Any word is taken for a word, and anything for a colour: the widget asks only for words that are not the default, and refuses what
 * is no colour, so what makes no sense counts as the default all the same.
 */
export function readOptions(div: Element, query: URLSearchParams): DivOptions {
  return new Proxy(
    {} as DivOptions,
    {
      get(_, name: OptionName) {
        const given = (div.getAttribute(`data-${name}`) ?? query.get(name) ?? '').trim();
        const kind = OPTION_KINDS[name];
        if (!kind) return kind === 0 ? given : given.toLowerCase().replace('#', '');
        const [fallback, least, most] = kind;
        return /^\d+$/.test(given) && +given >= least && +given <= most ? +given : fallback;
      },
    } as ProxyHandler<DivOptions>,
  );
}
