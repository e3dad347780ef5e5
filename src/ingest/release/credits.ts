import type { Author } from '../../model/article.ts';
import type { Paragraph } from './body.ts';
import { MAX_BYLINE_LENGTH, parseByline } from './byline.ts';

/** Paragraphs of credits below the text. */
const MAX_CREDITS = 10;
const CONTRIBUTED =
  /^[(*_]?(?:(?<reporters>[^.]{3,80}?) reported from [^.]{2,60}\. )?(?<names>[^.]{3,160}?) (?:also )?contributed (?:reporting |to |for )(?:this |the |to this |to the |for this )?(?:report|story|article|dispatch)?[.)*_]*$/iu;

/** The credits below the text, such as `With reporting by …`, as authors, and the text without them. */
export function takeCredits(
  paragraphs: readonly Paragraph[],
  byline: readonly Author[],
): { readonly byline: readonly Author[]; readonly paragraphs: readonly Paragraph[] } {
  let authors: readonly Author[] = [];
  let end = paragraphs.length;
  for (; end > Math.max(1, paragraphs.length - MAX_CREDITS); end -= 1) {
    const credit = parseCredit(paragraphs[end - 1]?.text ?? '');
    if (credit === undefined) break;
    authors = [...credit, ...authors];
  }
  const known = new Set(byline.map(({ name }) => name));
  return {
    byline: [...byline, ...authors.filter(({ name }) => !known.has(name))],
    paragraphs: paragraphs.slice(0, end),
  };
}

/** Parses a credit below the text: `With reporting by …`, `… contributed to this report.`, `(Reporting by …; Editing by …)`. */
export function parseCredit(text: string): readonly Author[] | undefined {
  if (text.length > MAX_BYLINE_LENGTH) return undefined;
  const { reporters, names } = CONTRIBUTED.exec(text)?.groups ?? {};
  if (names !== undefined) {
    const contributors = withRole(parseByline(`by ${names}`), 'contributor');
    return contributors && [...(parseByline(`by ${reporters ?? ''}`) ?? []), ...contributors];
  }
  const list =
    /^\(?(?:with )?(?<list>(?:additional )?(?:reporting|editing|writing|photos|photography|translation|research) by .{3,220}?)\.?\)?$/iu.exec(
      text,
    )?.groups?.list;
  if (list === undefined) return undefined;
  const authors: Author[] = [];
  for (const part of list.split(/; ?/u)) {
    const [, role, who] = /^(?:additional )?(\p{L}+) by (.+)$/iu.exec(part) ?? [];
    const parsed =
      who === undefined || role === undefined ? undefined : withRole(parseByline(`by ${who}`), role.toLowerCase());
    if (parsed === undefined) return undefined;
    authors.push(...parsed);
  }
  return authors;
}

function withRole(authors: readonly Author[] | undefined, role: string): readonly Author[] | undefined {
  return authors?.map((author) => (author.kind === undefined ? { ...author, role } : author));
}
