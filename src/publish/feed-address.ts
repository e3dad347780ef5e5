import { type FeedFormat, isSyndication, SERVED_FORMATS } from '../model/feed-formats.ts';
import { TERM_KINDS, type TermKind } from '../model/term.ts';

/** The name of a feed in paths; a custom feed is named by its code or by its query. */
export type FeedName =
  | { readonly kind: 'defined'; readonly id: string }
  | { readonly kind: 'derived'; readonly term: TermKind; readonly slug: string }
  | { readonly kind: 'code'; readonly code: string }
  | { readonly kind: 'custom' };

export interface FeedDocumentAddress {
  readonly name: FeedName;
  readonly format: FeedFormat;
  readonly archivePage?: number;
}

const LAST_WITH_FORMAT = new RegExp(`^(?<last>.+)\\.(?<format>${SERVED_FORMATS.join('|')})$`, 'su');
const PAGE_NUMBER = /^[1-9]\d{0,8}$/;

/** Parses the decoded segments of a path below `/feeds/` that ends in a format. */
export function parseFeedDocumentAddress(segments: readonly string[]): FeedDocumentAddress | undefined {
  const groups = LAST_WITH_FORMAT.exec(segments.at(-1) ?? '')?.groups;
  const last = groups?.last;
  if (last === undefined) return undefined;
  const format = groups?.format as FeedFormat;
  const rest = segments.slice(0, -1);
  if (rest.length >= 2 && rest.at(-1) === 'archive' && isSyndication(format) && PAGE_NUMBER.test(last)) {
    const name = parseFeedName(rest.slice(0, -1));
    return name && { name, format, archivePage: Number(last) };
  }
  const name = parseFeedName([...rest, last]);
  return name && { name, format };
}

export function parseFeedName(segments: readonly string[]): FeedName | undefined {
  const [first = '', second = '', ...more] = segments;
  if (more.length > 0 || first === '') return undefined;
  if (segments.length === 1) return first === 'custom' ? { kind: 'custom' } : { kind: 'defined', id: first };
  if (second === '') return undefined;
  if (first === 'c') return { kind: 'code', code: second };
  const term = TERM_KINDS.find((kind) => kind === first);
  return term === undefined ? undefined : { kind: 'derived', term, slug: second };
}

/** The name as addresses and moves have it: `top`, `category/israel`, `c/abcdefgh`, `custom`. */
/** The id of a feed, if name and query are in their own spelling. `query` is that of a custom feed, without `?`. */
export function feedIdOf(name: FeedName, query: string): string {
  return name.kind === 'custom' && query !== '' ? `custom?${query}` : pathOf(name);
}

export function pathOf(name: FeedName): string {
  switch (name.kind) {
    case 'defined':
      return name.id;
    case 'derived':
      return `${name.term}/${name.slug}`;
    case 'code':
      return `c/${name.code}`;
    case 'custom':
      return 'custom';
  }
}
