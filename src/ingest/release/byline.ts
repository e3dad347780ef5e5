import type { Author } from '../../model/article.ts';
import { MONTH, WEEKDAY } from '../calendar-words.ts';
import { endsSentence, isDate } from '../text-shape.ts';
import {
  AGENCIES,
  GIVEN_NAMES,
  NAME_SUFFIX,
  NOT_LONE_NAMES,
  NOT_NAMES,
  ORGANIZATION_ENDS,
  ORGANIZATION_WORDS,
  PARTICLES,
  PLACE_STARTS,
  ROLE_ENDS,
  ROLE_WORDS,
  SENTENCE_WORDS,
} from './byline-words.ts';

/** In UTF-16 units. */
const MAX_BYLINE_LENGTH = 240;
const MAX_NAME_WORDS = 6;
const MAX_ROLE_WORDS = 12;

const OPENING =
  /^(?:byline: ?(?:by:? )?|author: ?|(?:(?:written|reported|story|report|words|text|posted|published|(?<credit>(?:additional )?(?:reporting|photographs|photography|photos?|pictures|images|video|audio|graphics|illustrations?|editing|translation|research))) )?by(?:: ?| )|(?<other>por|par|von|מאת|بقلم)(?:: ?| ))(?<names>\S.*)$/iu;
const ADDRESS = /[<([]?(?:mailto:)?[^\s<>()[\],;|]+@[^\s<>()[\],;|]+[>)\]]?|[([]@\w+[)\]]|(?<!\S)@\w+/giu;
const SEPARATOR = /(,? (?:and|with|و) |,? ?[&;] ?| ?[,،|•·] ?| [-–—/] | ?[–—/] ?)/iu;
const SEPARATOR_WITH_OTHERS = /(,? (?:and|with|y|et|und|و) |,? ?[&;] ?| ?[,،|•·] ?| [-–—/] | ?[–—/] ?)/iu;
const NAME_WORD = /^["“(]?(?:(?:\p{Ll}{1,3}['’-])?[\p{Lu}\p{Lt}\p{Lo}][\p{L}\p{M}'’ʼ"״׳\u200C.‐‑-]*)[”")]?$/u;

/** The text between two separators, and the separator before it. */
interface Piece {
  readonly text: string;
  readonly separator: string;
  readonly joined: boolean;
}

interface Draft {
  name: string;
  kind?: 'organization';
  role?: string;
}

/** The date of publication after a name: `on November 12, 2026`, `| Thursday, 12 November 2026 09:30`. */
const DATE_AFTER = new RegExp(
  `(?:,? ?[|•·–—-]|,|,? (?:on|am|le|el|published|posted|updated))? (?:${WEEKDAY},? )?(?:${MONTH} \\d{1,2}(?!\\d)|\\d{1,2}(?:st|nd|rd|th|\\.)? (?:de )?${MONTH} |\\d{4}-\\d\\d-\\d\\d|\\d{1,2}[./]\\d{1,2}[./]\\d{4}).{0,60}$`,
  'iu',
);
const TIME = /^\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?(?: [a-z]{2,4})?$/iu;
const CLERICAL = /^the (?=(?:very |most |right )?(?:rev|fr|ven|hon|reverend|venerable|honou?rable)\b)/iu;
const ARTICLE = /^(?:the|der|die|das|la|el|le) /iu;
/** Credits without `by`: `Staff reports`, `From wire reports`, `FROM STAFF AND WIRE REPORTS`. */
const REPORTS =
  /^(?:from |by )?(?<name>(?:the )?(?:(?:combined|local|our|staff|wire|wires|agency|news service)(?:, | and | & |\/| )){1,4}(?:reports?|services?|dispatches|sources))$/iu;
const NAME_AND_ROLE = /^(?<name>[^,()|]{3,60}?)(?:, | \| | [–—-] | \()(?<role>[^,()|]{3,60})\)?$/u;
const MAX_ORGANIZATION_WORDS = 8;

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

  const pieces = toPieces(names, opening?.groups?.other !== undefined);
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

/**
 * Parses a byline without `by`: `Jane Doe, Staff Writer`, `Jane Doe (Religion Correspondent)`, `Staff reports`, `Associated Press`, and
 * `JANE DOE` above her agency or role. The caller knows whether a line can be a byline.
 */
export function parseUnmarkedByline(line: string): readonly Author[] | undefined {
  if (line.length > MAX_BYLINE_LENGTH) return undefined;
  const reports = REPORTS.exec(line)?.groups?.name;
  if (reports !== undefined) return [{ name: reports, kind: 'organization' }];
  const { name, role } = NAME_AND_ROLE.exec(line)?.groups ?? {};
  if (name !== undefined && role !== undefined) {
    const words = role.toLowerCase().split(' ');
    const isPersonal = isPerson(name, false) || isPerson(name, !/\p{Ll}/u.test(name));
    return isPersonal &&
      words.length <= 5 &&
      !words.some((word) => NOT_NAMES.has(word) || SENTENCE_WORDS.has(word)) &&
      ROLE_ENDS.has(words.at(-1) ?? '')
      ? [{ name, role }]
      : undefined;
  }
  return AGENCIES.has(line.toLowerCase()) || /^(?:the )?associated press$|^agence[ -]france[ -]presse$/iu.test(line)
    ? [{ name: line, kind: 'organization' }]
    : undefined;
}

/** Whether a line is a name in capitals, such as `JANE DOE`. */
export function isNameInCapitals(line: string): boolean {
  return line.length <= 40 && !/\p{Ll}/u.test(line) && isPerson(line, true) && line.split(' ').length <= 4;
}

const CONTRIBUTED =
  /^[(*_]?(?<names>[^.]{3,160}?) (?:also )?contributed (?:reporting |to |for )(?:this |the |to this |to the |for this )?(?:report|story|article|dispatch)?[.)*_]*$/iu;

/** Parses a credit below the text: `With reporting by …`, `… contributed to this report.`, `(Reporting by …; Editing by …)`. */
export function parseCredit(text: string): readonly Author[] | undefined {
  if (text.length > MAX_BYLINE_LENGTH) return undefined;
  const names = CONTRIBUTED.exec(text)?.groups?.names;
  if (names !== undefined) return withRole(parseByline(`by ${names}`), 'contributor');
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

/** Whether a piece is an organisation of its own, and not the role of the person before it. */
function startsOrganization(piece: Piece, last: Draft | undefined): boolean {
  if (!isOrganization(piece.text)) return false;
  if (last === undefined) return true;
  if (!piece.joined) return false;
  if (last.role === undefined || piece.separator.startsWith(',') || ARTICLE.test(piece.text)) return true;
  // `A, Religion Editor, Cape Town and Harbour Wire`
  const [office = '', place] = last.role.split(', ');
  return place !== undefined && !isOrganization(place) && ROLE_ENDS.has(office.split(' ').at(-1)?.toLowerCase() ?? '');
}

/** Whether a text is the name of an organisation: `The Associated Press`, `Harbour Wire Staff`, `ChinaAid staff`, `AFP`. */
function isOrganization(text: string): boolean {
  const bare = text.replace(ARTICLE, '');
  const words = bare.split(' ');
  const last = words.at(-1)?.toLowerCase() ?? '';
  if (AGENCIES.has(bare.toLowerCase())) return true;
  // `Press Office`, `Staff Writer`
  if (words.every(isRoleWord) && (words.length > 1 || last === 'staff')) return true;
  if (words.length > MAX_ORGANIZATION_WORDS || (ROLE_ENDS.has(last) && !/ staff /iu.test(bare))) return false;
  const named = words.every(
    (word) => NAME_WORD.test(word) || /^(?:of|for|the|and|&|des|der|de|del|la|du)$/u.test(word) || word === last,
  );
  if (!named || !NAME_WORD.test(words[0] ?? '')) return false;
  if (words.some((word) => ORGANIZATION_WORDS.has(word.toLowerCase()))) return words.length > 1;
  if (words[1] === 'of' && ORGANIZATION_ENDS.has(words[0]?.toLowerCase() ?? '')) return true;
  if (!ORGANIZATION_ENDS.has(last)) return false;
  if (words.length === 2 && bare === text && /^(?:board|church|herald)$/u.test(last)) return false;
  return bare !== text || (words.length > 1 && !GIVEN_NAMES.has(words[0]?.toLowerCase() ?? ''));
}

function toPieces(names: string, otherLanguage: boolean): readonly Piece[] {
  const text = (otherLanguage ? splitConjunction(names) : names)
    .replace(CLERICAL, '')
    .replace(ADDRESS, ' ')
    .replace(DATE_AFTER, '')
    .replace(/ \(([^()]*)\)/gu, ', $1')
    .replace(/ +/gu, ' ')
    .replace(/[\s*_)]+$/u, '')
    .replace(/(?<=[\p{Ll}\p{Lo}]{2}|\p{Lu}{3})\.$/u, '');
  const parts = text.split(otherLanguage ? SEPARATOR_WITH_OTHERS : SEPARATOR);
  const pieces: Piece[] = [];
  let separator = '';
  for (const [index, part] of parts.entries()) {
    if (index % 2 === 1) {
      // `A, and B` has an empty piece: its first separator counts.
      separator ||= part;
      continue;
    }
    const value = part.trim();
    if (value === '' || isDate(value) || TIME.test(value) || /^\d+$/u.test(value)) continue;
    const joined = /^,? ?(?:and|with|y|et|und|و|[&;]) ?$/iu.test(separator);
    const piece = { text: value, separator: tidySeparator(separator), joined };
    pieces.push(...(joined || pieces.length === 0 ? splitPlace(piece) : [piece]));
    separator = '';
  }
  return pieces;
}

/** Arabic and Hebrew prefix `and` to the next word. Only a common given name shows that it is not part of the name. */
function splitConjunction(names: string): string {
  return names.replace(/ ([וو])(\S+)/gu, (whole, _and: string, name: string) =>
    GIVEN_NAMES.has(name) ? ` و ${name}` : whole,
  );
}

/** `Anna Lee in Jerusalem` and `Anna Lee for Harbour Wire` are a name and a role. */
function splitPlace(piece: Piece): readonly Piece[] {
  const [, name, word, role] = /^(\S+(?: \S+){0,5}?) (in|for|from|at|of) (.+)$/iu.exec(piece.text) ?? [];
  if (name === undefined || role === undefined || !isName(name) || name.split(' ').some(isRoleWord)) return [piece];
  if (word?.toLowerCase() === 'of' && !role.split(' ').some(isRoleWord)) return [piece];
  return [
    { ...piece, text: name },
    { text: role, separator: ', ', joined: false },
  ];
}

/** Other separators in a role become commas. */
function tidySeparator(separator: string): string {
  return /^ ?[,،|•·–—/-] ?$|^ [-–—/] $/u.test(separator) ? ', ' : separator;
}

function beginsAuthor(pieces: readonly Piece[], index: number, last: Draft, capitals: boolean): boolean {
  const piece = pieces[index];
  if (piece === undefined) return false;
  if (piece.joined) return isPerson(piece.text, capitals) || (last.role === undefined && isName(piece.text));
  if (!isPerson(piece.text, capitals)) return false;
  const next = pieces[index + 1];
  if (last.role !== undefined) {
    // `A, Lagos Correspondent, Daniel Musa and The Plateau News Service`
    if (!ROLE_ENDS.has(last.role.split(' ').at(-1)?.toLowerCase() ?? '')) return false;
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

/** Whether a text can be a name: one to six words with capitals or in a script without them, initials, particles. */
function isName(text: string): boolean {
  const words = text.split(' ');
  const first = words[0]?.toLowerCase() ?? '';
  return (
    words.length <= MAX_NAME_WORDS &&
    /\p{L}{2}/u.test(text) &&
    (!NOT_NAMES.has(first) || /^most rev/iu.test(text)) &&
    !(words.length === 1 && NOT_LONE_NAMES.has(first)) &&
    words.every((word) => NAME_WORD.test(word) || PARTICLES.has(word)) &&
    words.some((word) => NAME_WORD.test(word))
  );
}

/** Whether a text is a name of two words or more, and not an office or organisation. */
function isPerson(text: string, capitals: boolean): boolean {
  const words = text.split(' ');
  return (
    words.length >= 2 &&
    isName(text) &&
    !words.some(isRoleWord) &&
    !words.includes('of') &&
    (capitals || !words.some((word) => /^\p{Lu}{3,}$/u.test(word)))
  );
}

function isRoleWord(word: string): boolean {
  return ROLE_WORDS.has(word.toLowerCase());
}

function hasGivenName(text: string): boolean {
  const [first = ''] = text.split(' ');
  return GIVEN_NAMES.has(first.toLowerCase()) || /^(?:\p{Lu}\.)+$/u.test(first);
}

function isRole(role: string): boolean {
  return role.split(' ').length <= MAX_ROLE_WORDS && !/[!?؟]$/u.test(role);
}
