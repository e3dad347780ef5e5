// `Intl.Segmenter` knows the full stops of every script, decimals and quotes, but no abbreviations. Their ends are removed here.

/** Abbreviations before a name: never the end of a sentence. */
const BEFORE_NAME = new Set(
  `Dr Mr Mrs Ms Mx Messrs Prof Rev Fr Msgr Mgr Bp Abp Card Sr Br St Sts Ste Mt Ft Gen Maj Col Lt Sgt Cpl Pvt Capt Cmdr Adm Brig Gov Sen Rep
  Reps Sens Pres Amb Sec Min Hon Insp Supt Det Pte Rabb Sra Srta Dra Mons Mme Mlle Hr vs approx cf viz`.split(/\s+/u),
);
/** Abbreviations before a number, or at the end of a sentence. */
const BEFORE_NUMBER = new Set(
  `No Nos no nos p pp Vol vol Ch ch Fig fig Art art v vv Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Ps Rom Cor Matt Ex Deut Isa Jer Heb Tim Pet Gal Eph Phil`.split(
    /\s+/u,
  ),
);
/** Abbreviations inside a sentence or at its end. */
const WITHIN =
  /(?:^|[\s("“‘'’-])(?:(?:\p{L}\.){2,}|Inc\.|Ltd\.|Co\.|Corp\.|Bros\.|Jr\.|Esq\.|etc\.|al\.|Ave\.|Blvd\.|Rd\.|Dept\.|Univ\.|Assn\.|Ph\.D\.|Ala\.|Ariz\.|Ark\.|Calif\.|Colo\.|Conn\.|Del\.|Fla\.|Ga\.|Ill\.|Ind\.|Kan\.|Ky\.|La\.|Md\.|Mass\.|Mich\.|Minn\.|Miss\.|Mo\.|Mont\.|Neb\.|Nev\.|Okla\.|Ore\.|Pa\.|Tenn\.|Tex\.|Va\.|Vt\.|Wash\.|Wis\.|Wyo\.)$/u;
const NEVER_LAST = /(?:^|[\s("“])(?:i\.e\.|e\.g\.|a\.k\.a\.)$/u;
// A single letter is an initial. Ideographic scripts have words of one letter, but not this full stop.
const INITIAL = /(?:^|[\s("“‘'’.-])(?:\p{Lu}|\p{Script=Hebrew}|\p{Script=Arabic})\.$/u;
const LAST_WORD = /(?:^|[\s("“‘'’–—-])([\p{L}]+)\.$/u;
/** Words that begin a sentence far more often than they follow an abbreviation. */
const STARTER =
  /^["“‘'(]*(?:A|After|All|Also|Although|An|And|As|At|Because|Before|But|By|Despite|During|Each|Even|Every|For|From|He|Her|Here|His|How|However|I|If|In|It|Its|Last|Later|Many|Meanwhile|More|Most|My|No|None|Not|Now|On|One|Only|Or|Other|Our|Several|She|Since|So|Some|Still|Such|That|The|Their|Then|There|These|They|This|Those|Though|Three|To|Today|Two|Under|Until|We|What|When|Where|While|Who|With|Yet|You)\b/u;

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

/**
 * Offsets in UTF-16 units, each after a sentence's last character. Abbreviations (`Dr.`, `Nov. 3`), initials (`J. R.`), decimals and a full
 * stop before a lower-case letter end no sentence. Quotes and brackets after the full stop belong to the sentence.
 */
export function findSentenceEnds(text: string): readonly number[] {
  const ends: number[] = [];
  let end = 0;
  for (const { segment, index } of segmenter.segment(text)) {
    if (end > 0 && !isSentenceBoundary(text.slice(Math.max(0, end - 40), end), segment)) ends.pop();
    end = index + segment.trimEnd().length;
    ends.push(end);
  }
  return ends;
}

function isSentenceBoundary(before: string, after: string): boolean {
  if (/^["“‘'(]*\p{Ll}/u.test(after)) return false;
  if (!before.endsWith('.') || before.endsWith('..')) return true;
  if (NEVER_LAST.test(before)) return false;
  const word = LAST_WORD.exec(before)?.[1] ?? '';
  if (BEFORE_NAME.has(word)) return false;
  if (BEFORE_NUMBER.has(word) && /^\p{N}/u.test(after)) return false;
  return !(INITIAL.test(before) || WITHIN.test(before)) || STARTER.test(after);
}
