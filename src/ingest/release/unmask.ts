/** Words of embargoes. A word that is one letter away from one of them is a slip of the pen. */
const WORDS = ['embargo', 'embargoed', 'embargos', 'embargoes', 'embargado', 'embargada', 'sperrfrist'];
/** Spanish words that are one letter away. */
const OTHER_WORDS = new Set(['embarga', 'embarco']);
/** Letters of other alphabets, and figures, that look like Latin letters. */
const LOOKALIKES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    ...{
      а: 'a',
      α: 'a',
      в: 'b',
      β: 'b',
      с: 'c',
      ԁ: 'd',
      е: 'e',
      э: 'e',
      ε: 'e',
      ё: 'e',
      г: 'g',
      ɡ: 'g',
      к: 'k',
      м: 'm',
      б: 'b',
    },
    ...{ μ: 'm', о: 'o', ο: 'o', р: 'r', ѕ: 's', '0': 'o', '3': 'e', '4': 'a', '@': 'a' },
  }),
);

const COMPATIBLE = /[\u3000\uFF01-\uFF5E\u{1D400}-\u{1D7FF}\u24B6-\u24E9]/u;
const GAP = '([^\\p{L}\\p{N}\\n]{1,3})';
/** `E M B A R G O`, `E-M-B-A-R-G-O-E-D`, `S.P.E.R.R.F.R.I.S.T`. */
const SPREAD = ['embargo(?:ed)?', 'sperrfrist'].map(
  (word) =>
    new RegExp(
      `(?<![\\p{L}\\p{N}])${word
        .replace(/(?<=\w)(?=\w)/gu, '\\1')
        .replace('\\1', GAP)
        .replace('(?:e\\1d)', '(?:\\1e\\1d)')}(?!\\p{L})`,
      'giu',
    ),
);
/** `Em-bargo`, `embar- goed`, `Sperr-Frist`. */
const BROKEN =
  /(?<![\p{L}\p{N}])(?:em[-.*_ ]{1,2}bargo|emb[-.*_ ]{1,2}argo|emba[-.*_ ]{1,2}rgo|embar[-.*_ ]{1,2}go|embarg[-.*_ ]{1,2}o|embargo[-.*_]{1,2}(?=ed)|sperr[-.*_ ]{1,2}frist)(?:ed)?(?!\p{L})/giu;
/** Anything that can be one of the words; their beginnings are rare. */
const CANDIDATE =
  /(?<![\p{L}\p{N}])(?:[eèéêëэеε3]\p{M}?[mbмμ]|mb|[sѕ][pр]e)[\p{L}\p{M}\p{N}@'’´`]{4,12}(?![\p{L}\p{N}])/giu;

/**
 * Writes words of embargoes plainly that are mistyped, letter-spaced, divided, or written with other letters: `EMBRAGO`, `E M B A R G O`,
 * `Em-bargo`, `ＥＭＢＡＲＧＯ`. Everything else stays as it is; the length changes.
 */
export function unmask(text: string): string {
  let plain = COMPATIBLE.test(text) ? text.normalize('NFKC') : text;
  for (const form of [...SPREAD, BROKEN]) plain = plain.replace(form, (match) => match.replace(/\P{L}/gu, ''));
  return plain.replace(CANDIDATE, (word) => findWord(word) ?? word);
}

function findWord(word: string): string | undefined {
  if (WORDS.includes(word.toLowerCase())) return undefined;
  const folded = Array.from(
    word
      .normalize('NFD')
      .replace(/[\p{M}'’´`]/gu, '')
      .toLowerCase(),
    (letter) => LOOKALIKES.get(letter) ?? letter,
  ).join('');
  if (OTHER_WORDS.has(folded)) return undefined;
  return WORDS.find((other) => isNear(folded, other));
}

/** Whether two words differ in at most one letter, or in two neighbours that changed places. */
function isNear(word: string, other: string): boolean {
  if (Math.abs(word.length - other.length) > 1) return false;
  let start = 0;
  while (start < word.length && word[start] === other[start]) start += 1;
  const [left, right] = [word.slice(start), other.slice(start)];
  return (
    left === right ||
    left.slice(1) === right.slice(1) ||
    left.slice(1) === right ||
    left === right.slice(1) ||
    (left.slice(2) === right.slice(2) && left[0] === right[1] && left[1] === right[0])
  );
}
