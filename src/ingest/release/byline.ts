import type { Author } from '../../model/article.ts';
import { endsSentence } from '../text-shape.ts';
import { ARTICLE, endsWithRole, hasGivenName, isName, isOrganization, isPerson, isRoleWord } from './byline-names.ts';
import { type Piece, splitNames } from './byline-pieces.ts';
import { NAME_SUFFIX, PLACE_STARTS, SENTENCE_WORDS } from './byline-words.ts';

/** In UTF-16 units. */
export const MAX_BYLINE_LENGTH = 240;
const MAX_ROLE_WORDS = 12;

const OPENING =
  /^(?:byline: ?(?:by:? )?|author: ?|(?:(?:written|reported|story|report|words|text|posted|published|(?<credit>(?:additional )?(?:reporting|photographs|photography|photos?|pictures|images|video|audio|graphics|illustrations?|editing|translation|research))) )?by(?:: ?| )|(?<other>por|par|von|מאת|بقلم)(?:: ?| ))(?<names>\S.*)$/iu;

interface Draft {
  name: string;
  kind?: 'organization';
  role?: string;
}

/**
 * Parses a byline, `by NAME, ROLE`; `undefined` for any other line. Names are kept as typed, with their capitals.
 *
 * - `A and B`, `A & B`, `A, B and C`, `A; B` are several people. `A, ROLE and B, ROLE` gives each a role. In `A and B, ROLE` both
 *   have the same role.
 * - The text after a name is its role (an office, an agency, a place) if it follows a comma, `|`, a dash, `in` or `for`, or is in
 *   parentheses. After a comma it is another person only in a list (`A, B and C`), if it begins with a common given name, or between a
 *   role and an organisation (`A, Correspondent, B and The Wire`).
 * - E-mail addresses, handles and dates are left out. `by` can be `written by`, `BYLINE:`, `por`, `par`, `von`, `מאת` or `بقلم`.
 *
 * A sentence such as `By the time they came …` is recognised by its words. The caller knows whether a line can be a byline.
 */
export function parseByline(line: string): readonly Author[] | undefined {
  if (line.length > MAX_BYLINE_LENGTH) return undefined;
  const opening = OPENING.exec(line.replace(/^[*_(–—-]+ ?/u, ''));
  const names = opening?.groups?.names;
  if (names === undefined) return undefined;
  if (names.split(/[ ,]+/u).some((word) => SENTENCE_WORDS.has(word))) return undefined;
  // `By Karvenna Bridge, the river rose two metres.`
  if (endsSentence(names) && /, (?:the|a|an|his|her|its) /u.test(names)) return undefined;
  const credit = opening?.groups?.credit?.toLowerCase().replace(/^photo$/u, 'photos');

  const pieces = splitNames(names, opening?.groups?.other !== undefined);
  const capitals = !/\p{Ll}/u.test(pieces[0]?.text ?? '');
  const authors: Draft[] = [];
  // The number of names at the end of the list that have no role yet.
  let withoutRole = 0;
  for (const [index, piece] of pieces.entries()) {
    const last = authors.at(-1);
    if (startsOrganization(piece, last)) {
      withoutRole = 0;
      authors.push({ name: piece.text, kind: 'organization' });
    } else if (last === undefined) {
      if (!isName(piece.text)) return undefined;
      authors.push({ name: piece.text });
      withoutRole = 1;
    } else if (!piece.joined && last.role === undefined && NAME_SUFFIX.test(piece.text)) {
      last.name += `${piece.separator}${piece.text}`;
    } else if (beginsAuthor(pieces, index, last, capitals)) {
      withoutRole = last.role === undefined ? withoutRole + 1 : 1;
      authors.push({ name: piece.text });
    } else if (last.kind === 'organization') {
      // An organisation has no role: what follows is a person, or part of its name.
      if (piece.joined && isName(piece.text)) {
        authors.push({ name: piece.text });
        withoutRole = 1;
      } else last.name += `${piece.separator}${piece.text}`;
    } else if (piece.joined && last.role === undefined && !isRoleWord(piece.text.split(' ').at(-1) ?? '')) {
      return undefined;
    } else if (last.role !== undefined) {
      last.role += `${piece.separator}${piece.text}`;
      if (withoutRole > 1) for (const author of authors.slice(-withoutRole)) author.role = last.role;
    } else {
      for (const author of authors.slice(-withoutRole)) author.role = piece.text;
    }
  }
  if (authors.length === 0 || authors.some(({ role }) => role !== undefined && !isRole(role))) return undefined;
  if (credit === undefined) return authors;
  return authors.map((author) => (author.kind === undefined ? { ...author, role: credit } : author));
}

/** Whether a piece is an organisation of its own, and not the role of the person before it. */
function startsOrganization(piece: Piece, last: Draft | undefined): boolean {
  if (!isOrganization(piece.text)) return false;
  if (last === undefined) return true;
  if (!piece.joined) return false;
  if (last.role === undefined || piece.separator.startsWith(',') || ARTICLE.test(piece.text)) return true;
  // `A, Religion Editor, Cape Town and Harbour Wire`
  const [office = '', place] = last.role.split(', ');
  return place !== undefined && !isOrganization(place) && endsWithRole(office);
}

function beginsAuthor(pieces: readonly Piece[], index: number, last: Draft, capitals: boolean): boolean {
  const piece = pieces[index];
  if (piece === undefined) return false;
  if (piece.joined) return isPerson(piece.text, capitals) || (last.role === undefined && isName(piece.text));
  if (!isPerson(piece.text, capitals)) return false;
  const next = pieces[index + 1];
  if (last.role !== undefined) {
    // `A, Lagos Correspondent, Daniel Musa and The Plateau News Service`
    if (!endsWithRole(last.role)) return false;
    const [first = '', ...others] = piece.text.split(' ');
    const isPlace = PLACE_STARTS.has(first.toLowerCase());
    return (
      hasGivenName(piece.text) ||
      (others.length === 1 && !isPlace && next?.joined === true && isOrganization(next.text))
    );
  }
  if (hasGivenName(piece.text)) return true;
  const listEnds = next?.joined === true && isPerson(next.text, capitals);
  return listEnds && pieces.slice(index + 2).every(({ joined }) => joined);
}

function isRole(role: string): boolean {
  return role.split(' ').length <= MAX_ROLE_WORDS && !/[!?؟]$/u.test(role);
}
