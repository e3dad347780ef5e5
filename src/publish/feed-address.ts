import { type FeedFormat, isSyndication, SERVED_FORMATS } from '../model/feed-formats.ts';
import { TERM_KINDS, type TermKind } from '../model/term.ts';

/** Which feed a path names: one that is defined, one derived from a term, one of one's own by its code or by its query. */
export type FeedName =
  | { readonly kind: 'defined'; readonly id: string }
  | { readonly kind: 'derived'; readonly term: TermKind; readonly slug: string }
  | { readonly kind: 'code'; readonly code: string }
  | { readonly kind: 'custom' };

/** What a path below `/feeds/` asks for: the page for people, a document, or a page of its archive. */
export interface FeedAddress {
  readonly name: FeedName;
  readonly format?: FeedFormat;
  readonly archivePage?: number;
}

const LAST_WITH_FORMAT = new RegExp(`^(?<rest>.+)\\.(?<format>${SERVED_FORMATS.join('|')})$`, 'su');
const PAGE_NUMBER = /^[1-9]\d{0,8}$/;

/** Reads the decoded segments of a path below `/feeds/`; `undefined` where they name nothing. */
export function parseFeedAddress(segments: readonly string[]): FeedAddress | undefined {
  const last = LAST_WITH_FORMAT.exec(segments.at(-1) ?? '')?.groups;
  const format = last?.format as FeedFormat | undefined;
  const plain = last === undefined ? segments : [...segments.slice(0, -1), last.rest ?? ''];

  const page = plain.at(-1) ?? '';
  if (
    format !== undefined &&
    isSyndication(format) &&
    plain.length >= 3 &&
    plain.at(-2) === 'archive' &&
    PAGE_NUMBER.test(page)
  ) {
    const name = parseFeedName(plain.slice(0, -2));
    return name === undefined ? undefined : { name, format, archivePage: Number(page) };
  }
  const name = parseFeedName(plain);
  return name === undefined ? undefined : { name, ...(format === undefined ? {} : { format }) };
}

/** Reads the decoded segments of a feed's name, without an ending. */
export function parseFeedName(segments: readonly string[]): FeedName | undefined {
  const [first = '', second = '', ...more] = segments;
  if (more.length > 0 || first === '') return undefined;
  if (segments.length === 1) return first === 'custom' ? { kind: 'custom' } : { kind: 'defined', id: first };
  if (second === '') return undefined;
  if (first === 'c') return { kind: 'code', code: second };
  const term = TERM_KINDS.find((kind) => kind === first);
  return term === undefined ? undefined : { kind: 'derived', term, slug: second };
}

/** The name as it stands in addresses and moves: `top`, `category/israel`, `c/abcdefgh`, `custom`. */
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
