import { MONTH, WEEKDAY } from '../calendar-words.ts';
import { TRADE } from './embargo-wordings.ts';
import { isNote } from './embargo-words.ts';

const NOTE = /(?<!\p{L})(?:embarg\p{L}*|sperrfrist|hold|kill|hfr|adv\d*)(?!\p{L})/iu;
/** `choir HOLD`, `choir EMBARGO`: a word in capitals beside others. */
const CAPITALS = /(?<!\p{L})(?:EMBARGO(?:ED)?|SPERRFRIST|HOLD|KILL|HFR|ADV\d*)(?!\p{L})/u;
const EMBARGOED = /(?<!\p{L})(?:embargoed|embargad[oa]|sperrfrist|hfr)(?!\p{L})/iu;
/** `embargo choir`, but `embargo on salt` is a slug of an article. */
const FIRST = /^embargo(?! (?:on|of|act|in|against|and|ends|lifted|bites)\b)/iu;
const LAST = / embargo$/iu;
const WITH_END = new RegExp(
  `\\b(?:embargo|hold) (?:\\d|until|till|bis|hasta|for release|(?:for )?(?:${WEEKDAY}|${MONTH}))`,
  'iu',
);

/** Finds the part of a path that says embargo or hold, such as `story_EMBARGO_0900.eml`. */
export function findInFileName(path: string): string | undefined {
  return path.split('/').find((part) => {
    const words = part
      .replace(/\.(?:txt|eml|md|markdown)$/iu, '')
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim();
    const place = NOTE.exec(words)?.index;
    if (place === undefined || TRADE.test(words.slice(0, place))) return false;
    const inCapitals = CAPITALS.test(words) && /\p{Ll}/u.test(words);
    return inCapitals || isNote(words) || [EMBARGOED, FIRST, LAST, WITH_END].some((form) => form.test(words));
  });
}
