import { MONTH, WEEKDAY } from '../calendar-words.ts';
import { isDate } from '../text-shape.ts';
import { isName, isRoleWord } from './byline-names.ts';
import { GIVEN_NAMES } from './byline-words.ts';

const ADDRESS = /[<([]?(?:mailto:)?[^\s<>()[\],;|]+@[^\s<>()[\],;|]+[>)\]]?|[([]@\w+[)\]]|(?<!\S)@\w+/giu;
const SEPARATOR = /(,? (?:and|with|و) |,? ?[&;] ?| ?[,،|•·] ?| [-–—/] | ?[–—/] ?)/iu;
const SEPARATOR_WITH_OTHERS = /(,? (?:and|with|y|et|und|و) |,? ?[&;] ?| ?[,،|•·] ?| [-–—/] | ?[–—/] ?)/iu;

/** The text between two separators, and the separator before it. */
export interface Piece {
  readonly text: string;
  readonly separator: string;
  readonly joined: boolean;
}

/** The date of publication after a name: `on November 12, 2026`, `| Thursday, 12 November 2026 09:30`. */
const DATE_AFTER = new RegExp(
  `(?:,? ?[|•·–—-]|,|,? (?:on|am|le|el|published|posted|updated))? (?:${WEEKDAY},? )?(?:${MONTH} \\d{1,2}(?!\\d)|\\d{1,2}(?:st|nd|rd|th|\\.)? (?:de )?${MONTH} |\\d{4}-\\d\\d-\\d\\d|\\d{1,2}[./]\\d{1,2}[./]\\d{4}).{0,60}$`,
  'iu',
);
const TIME = /^\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?(?: [a-z]{2,4})?$/iu;
const CLERICAL =
  /(?<=^|(?:and|with|,|&) )the (?=(?:very |most |right )?(?:revd?|fr|ven|canon|dean|bishop|archbishop|hon|reverend|venerable|honou?rable)\b)/giu;

/** Splits the names of a byline at commas, `and` and other separators. Addresses and dates are left out. */
export function splitNames(names: string, otherLanguage: boolean): readonly Piece[] {
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
