import { resolveWeb } from './resolve-url.ts';

/** The attributes of each allowed element. */
export const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  ...withoutAttributes('address article aside div figcaption figure footer header section'),
  ...withoutAttributes('h2 h3 h4 h5 h6 p pre hr br wbr ul dl dt dd summary table caption thead tbody tfoot tr'),
  ...withoutAttributes('b bdi bdo cite code dfn em i kbd mark rp rt ruby s samp small span strong sub sup u var'),
  a: ['href', 'title', 'hreflang', 'rel'],
  abbr: ['title'],
  audio: ['src', 'controls'],
  blockquote: ['cite'],
  col: ['span'],
  colgroup: ['span'],
  data: ['value'],
  del: ['cite', 'datetime'],
  details: ['open'],
  img: ['src', 'srcset', 'sizes', 'alt', 'title', 'width', 'height'],
  ins: ['cite', 'datetime'],
  li: ['value'],
  ol: ['start', 'reversed', 'type'],
  q: ['cite'],
  source: ['src', 'type'],
  td: ['colspan', 'rowspan'],
  th: ['colspan', 'rowspan', 'scope'],
  time: ['datetime'],
  video: ['src', 'poster', 'width', 'height', 'controls'],
};

export const ALLOWED_EVERYWHERE: readonly string[] = ['lang', 'dir'];

/** Elements that are replaced by others. `main` and `nav` belong to the page around the article. */
export const RENAMED: Readonly<Record<string, string>> = {
  acronym: 'abbr',
  center: 'div',
  dialog: 'div',
  dir: 'ul',
  fieldset: 'div',
  form: 'div',
  hgroup: 'div',
  legend: 'p',
  listing: 'pre',
  main: 'div',
  menu: 'ul',
  nav: 'div',
  plaintext: 'pre',
  strike: 's',
  tt: 'code',
  xmp: 'pre',
};

/** Elements that are removed with their content. Of any other element that is not allowed, the content is kept. */
export const DROPPED: ReadonlySet<string> = new Set(
  (
    'applet area base basefont bgsound button canvas datalist frame frameset head input keygen link map meta meter noembed ' +
    'noframes optgroup option output param progress script select style svg template textarea title track'
  ).split(' '),
);

const TEXT_BLOCKS: ReadonlySet<string> = new Set('p h2 h3 h4 h5 h6 pre summary'.split(' '));

/** Elements that cannot contain a paragraph. */
export const PHRASING_ONLY: ReadonlySet<string> = new Set([
  ...TEXT_BLOCKS,
  ...'a abbr b bdi bdo cite code data del dfn em i ins kbd mark q rp rt ruby s samp small span strong sub sup time u var'.split(
    ' ',
  ),
]);

export const MEANINGLESS_EMPTY_BLOCKS: ReadonlySet<string> = new Set([
  ...TEXT_BLOCKS,
  ...'address article aside blockquote caption details div dl figcaption figure footer header ol section table ul'.split(
    ' ',
  ),
]);

/** Checks and normalizes attribute values. Attributes without an entry are set by the rule of their element. */
const ATTRIBUTE_FORMS: Readonly<Record<string, (value: string, baseUrl: string | undefined) => string | undefined>> = {
  lang: matching(/^[a-z]{1,8}(-[a-z0-9]{1,8})*$/i),
  hreflang: matching(/^[a-z]{1,8}(-[a-z0-9]{1,8})*$/i),
  dir: matching(/^(ltr|rtl|auto)$/i),
  title: (value) => (value.trim() === '' ? undefined : value),
  cite: resolveWeb,
  rel: keepRel,
  datetime: matching(/^[\w:.+ -]{1,40}$/),
  value: matching(/^[^"<>]{1,80}$/),
  span: matching(/^\d{1,3}$/),
  colspan: matching(/^\d{1,3}$/),
  rowspan: matching(/^\d{1,3}$/),
  scope: matching(/^(row|col|rowgroup|colgroup)$/i),
  start: matching(/^-?\d{1,6}$/),
  type: matching(/^([1aAiI]|[a-z]+\/[a-z0-9.+-]+)$/i),
  width: matching(/^[1-9]\d{0,4}$/),
  height: matching(/^[1-9]\d{0,4}$/),
  open: () => '',
  reversed: () => '',
};

/** The normal form of an attribute's value; `undefined` if it is invalid. */
export function toAttribute(name: string, value: string | number | undefined, baseUrl?: string): string | undefined {
  return value === undefined ? undefined : ATTRIBUTE_FORMS[name]?.(String(value), baseUrl);
}

const REL_TOKENS: readonly string[] = ['nofollow', 'sponsored', 'ugc'];

/** Keeps the link types about the link itself, not those about how it opens. */
function keepRel(value: string): string | undefined {
  const tokens = value.toLowerCase().split(/\s+/);
  return REL_TOKENS.filter((token) => tokens.includes(token)).join(' ') || undefined;
}

function matching(pattern: RegExp): (value: string) => string | undefined {
  return (value) => (pattern.test(value.trim()) ? value.trim() : undefined);
}

function withoutAttributes(names: string): Record<string, readonly string[]> {
  return Object.fromEntries(names.split(' ').map((name) => [name, []]));
}
