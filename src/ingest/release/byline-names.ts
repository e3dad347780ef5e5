import {
  AGENCIES,
  GIVEN_NAMES,
  NOT_LONE_NAMES,
  NOT_NAMES,
  ORGANIZATION_ENDS,
  ORGANIZATION_WORDS,
  PARTICLES,
  ROLE_ENDS,
  ROLE_WORDS,
} from './byline-words.ts';

const MAX_NAME_WORDS = 6;
const MAX_ORGANIZATION_WORDS = 8;
const NAME_WORD = /^["“(]?(?:(?:\p{Ll}{1,3}['’-])?[\p{Lu}\p{Lt}\p{Lo}][\p{L}\p{M}'’ʼ"״׳\u200C.‐‑-]*)[”")]?$/u;
export const ARTICLE = /^(?:the|der|die|das|la|el|le) /iu;

/** Whether a text can be a name: one to six words with capitals or in a script without them, initials, particles. */
export function isName(text: string): boolean {
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
export function isPerson(text: string, capitals: boolean): boolean {
  const words = text.split(' ');
  return (
    words.length >= 2 &&
    isName(text) &&
    !words.some(isRoleWord) &&
    !words.includes('of') &&
    (capitals || !words.some((word) => /^\p{Lu}{3,}$/u.test(word)))
  );
}

export function isRoleWord(word: string): boolean {
  return ROLE_WORDS.has(word.toLowerCase());
}

/** Whether a text ends with the role of a person: `Religion Editor`. */
export function endsWithRole(text: string): boolean {
  return ROLE_ENDS.has(text.split(' ').at(-1)?.toLowerCase() ?? '');
}

export function hasGivenName(text: string): boolean {
  const [first = ''] = text.split(' ');
  return GIVEN_NAMES.has(first.toLowerCase()) || /^(?:\p{Lu}\.)+$/u.test(first);
}

/** Whether a text is the name of an organisation: `The Associated Press`, `Harbour Wire Staff`, `ChinaAid staff`, `AFP`. */
export function isOrganization(text: string): boolean {
  const bare = text.replace(ARTICLE, '');
  const words = bare.split(' ');
  const last = words.at(-1)?.toLowerCase() ?? '';
  if (AGENCIES.has(bare.toLowerCase())) return true;
  // `Press Office`, `Staff Writer`
  if (words.every(isRoleWord) && (words.length > 1 || last === 'staff')) return true;
  if (words.length > MAX_ORGANIZATION_WORDS || (endsWithRole(bare) && !/ staff /iu.test(bare))) return false;
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
