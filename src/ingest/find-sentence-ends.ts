// `Intl.Segmenter` knows the stops of every script, decimals and quotes, but not abbreviations: those ends are taken back here.

/** Always followed by what they belong to. */
const BEFORE_NAME = new Set(
  `Dr Mr Mrs Ms Mx Messrs Prof Rev Fr Msgr Mgr Bp Abp Card Sr Br St Sts Ste Mt Ft Gen Maj Col Lt Sgt Cpl Pvt Capt Cmdr Adm Brig Gov Sen Rep
  Reps Sens Pres Amb Sec Min Hon Insp Supt Det Pte Rabb Sra Srta Dra Mons Mme Mlle Hr vs approx cf viz`.split(/\s+/u),
);
/** Followed by a number, or at the end of a sentence. */
const BEFORE_NUMBER = new Set(
  `No Nos no nos p pp Vol vol Ch ch Fig fig Art art v vv Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Ps Rom Cor Matt Ex Deut Isa Jer Heb Tim Pet Gal Eph Phil`.split(
    /\s+/u,
  ),
);
/** May stand amid a sentence or end it. */
const WITHIN =
  /(?:^|[\s("“‘'’-])(?:(?:\p{L}\.){2,}|Inc\.|Ltd\.|Co\.|Corp\.|Bros\.|Jr\.|Esq\.|etc\.|al\.|Ave\.|Blvd\.|Rd\.|Dept\.|Univ\.|Assn\.|Ph\.D\.|Ala\.|Ariz\.|Ark\.|Calif\.|Colo\.|Conn\.|Del\.|Fla\.|Ga\.|Ill\.|Ind\.|Kan\.|Ky\.|La\.|Md\.|Mass\.|Mich\.|Minn\.|Miss\.|Mo\.|Mont\.|Neb\.|Nev\.|Okla\.|Ore\.|Pa\.|Tenn\.|Tex\.|Va\.|Vt\.|Wash\.|Wis\.|Wyo\.)$/u;
const NEVER_LAST = /(?:^|[\s("“])(?:i\.e\.|e\.g\.|a\.k\.a\.)$/u;
// A lone letter is an initial; ideographic scripts have words of one letter, and no such stop.
const INITIAL = /(?:^|[\s("“‘'’.-])(?:\p{Lu}|\p{Script=Hebrew}|\p{Script=Arabic})\.$/u;
const LAST_WORD = /(?:^|[\s("“‘'’–—-])([\p{L}]+)\.$/u;
/** Words that begin a sentence far more often than they follow an abbreviation. */
const STARTER =
  /^["“‘'(]*(?:A|After|All|Also|Although|An|And|As|At|Because|Before|But|By|Despite|During|Each|Even|Every|For|From|He|Her|Here|His|How|However|I|If|In|It|Its|Last|Later|Many|Meanwhile|More|Most|My|No|None|Not|Now|On|One|Only|Or|Other|Our|Several|She|Since|So|Some|Still|Such|That|The|Their|Then|There|These|They|This|Those|Though|Three|To|Today|Two|Under|Until|We|What|When|Where|While|Who|With|Yet|You)\b/u;

const segmenter = new Intl.Segmenter('en', { granularity: 'sentence' });

/**
 * The ends of the sentences of a text, as offsets in UTF-16 units behind each sentence's last character; the last one is the end of
 * the text, without white space. Abbreviations (`Dr.`, `U.S.`, `a.m.`, `Nov. 3`), initials (`J. R.`), decimals and what goes on with a
 * small letter end none; quotes and brackets that close behind a stop belong to the sentence.
 */
export function findSentenceEnds(text: string): readonly number[] {
  const ends: number[] = [];
  let end = 0;
  for (const { segment, index } of segmenter.segment(text)) {
    if (end > 0 && !isBetween(text.slice(Math.max(0, end - 40), end), segment)) ends.pop();
    end = index + segment.trimEnd().length;
    ends.push(end);
  }
  return ends;
}

/** Whether one sentence ends and another begins between these. */
function isBetween(before: string, after: string): boolean {
  if (/^["“‘'(]*\p{Ll}/u.test(after)) return false;
  if (!before.endsWith('.') || before.endsWith('..')) return true;
  if (NEVER_LAST.test(before)) return false;
  const word = LAST_WORD.exec(before)?.[1] ?? '';
  if (BEFORE_NAME.has(word)) return false;
  if (BEFORE_NUMBER.has(word) && /^\p{N}/u.test(after)) return false;
  return !(INITIAL.test(before) || WITHIN.test(before)) || STARTER.test(after);
}
