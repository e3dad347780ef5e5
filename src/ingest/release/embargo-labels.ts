import { scanMoment } from '../scan-moment.ts';
import type { Flow } from './embargo-blocks.ts';
import { isContactNote, LABEL_END, type Mention, readEnd } from './embargo-mentions.ts';
import { ANY_WORDING, type Following, IMMEDIATE, UNTIL, WORDINGS } from './embargo-wordings.ts';
import { isPure } from './embargo-words.ts';

/** Signs, numbers and words before a wording. */
const LEAD =
  /^(?:[^\p{L}\p{N}“"«‘]|\d{1,2}[.)]\s|(?:nb|n\.b\.|please note(?: that)?|note(?: that)?|important|attention|atención|achtung|warning|reminder|status|eds?|editors?|x|kindly|please|bitte|also|strictly|absolutely|confidential(?! until)|and)(?![\p{L}-])[.:,!]?)*/iu;

/** The signs before an embargo at the end of a line. */
const OPEN_END = /[\s([{<*|:;,•·~/–—-]+$/u;

export const QUOTED = /^[“"«‘„]/u;

/** Reads a wording at a position in a line. In prose, a wording alone is the article's. */
export function findAt(line: string, start: number, flow: Flow, only?: readonly Following[]): Mention | undefined {
  const lead = LEAD.exec(line.slice(start))?.[0].length ?? 0;
  const quoted = QUOTED.test(line.slice(start + lead));
  if (quoted && (flow !== 'label' || !/[”"»’“]\W*$/u.test(labelOf(line.slice(start + lead))))) return undefined;
  const index = start + lead + (quoted ? 1 : 0);
  ANY_WORDING.lastIndex = index;
  if (!ANY_WORDING.test(line)) return undefined;
  for (const { form, following } of WORDINGS) {
    if (only?.includes(following) === false) continue;
    form.lastIndex = index;
    const match = form.exec(line);
    if (match === null) continue;
    const end = skipVerb(line, index + match[0].length);
    const after = line.slice(end);
    if (IMMEDIATE.test(after) || !follows(after, following, flow)) continue;
    if (isContactNote(line.slice(0, start), match[0], after)) continue;
    const read = readEnd(line, end);
    if (!UNTIL.test(after) && !scanMoment(after).stated && /\bthe\b/iu.test(match[0])) continue;
    const kind = read.kind === 'bare' && following === 'anything' ? 'uncertain' : read.kind;
    return { ...read, kind, start: line.slice(0, start).replace(OPEN_END, '').length };
  }
  return undefined;
}

/** The text up to the next sign that ends a label. */
export function labelOf(text: string): string {
  return text.split(/[)\]|:;](?!\d)|\s[-–—]+\s/u)[0] ?? '';
}

/** Skips the verb in `Embargo lifts at 9 a.m.`, if a moment follows. */
function skipVerb(line: string, index: number): number {
  const verb =
    /^ (?:lifts?|lifted|lifting|is lifted|ends?|ending|expires?|expiry|expiring|applies|is|valid|levée?|levantado|aufgehoben)(?: (?:time|date))?(?=[ :])/iu.exec(
      line.slice(index, index + 60),
    )?.[0];
  if (verb === undefined) return index;
  const after = line.slice(index + verb.length);
  return UNTIL.test(after) || scanMoment(after).stated ? index + verb.length : index;
}

function follows(after: string, following: Following, flow: Flow): boolean {
  const label = labelOf(after);
  const { stated } = scanMoment(after);
  const pure = () => isPure(label);
  switch (following) {
    case 'anything':
      return true;
    case 'pure':
      return (stated || UNTIL.test(after)) && pure();
    case 'label':
      return flow === 'label' || (stated && pure());
    case 'moment':
      if (flow !== 'label') return (stated || UNTIL.test(after)) && pure();
      return (
        (stated && !/^\s*of\b/iu.test(after)) ||
        (UNTIL.test(after) && pure()) ||
        /^\W*(?:(?:on or )?after|not (?:before|until)|no(?:t)? earlier|upon|once|until|when)\b/iu.test(after)
      );
    default:
      if (UNTIL.test(after)) return flow !== 'continuation' || pure();
      if (flow !== 'label') return stated && pure();
      return (stated && !/^\s*of\b/iu.test(after)) || LABEL_END.test(after) || pure();
  }
}
