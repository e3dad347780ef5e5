import { omitUndefined } from '../../model/omit-undefined.ts';
import { bare, type Line } from './read-lines.ts';

/** The head of a mail: its fields (RFC 5322), and the marker of a forwarded or quoted mail above them. */
export interface Head {
  /** The index of the first line: of a marker, a rule or a field. */
  readonly start: number;
  /** The index after its last line. */
  readonly end: number;
  readonly subject?: string;
  /** The marker of a forwarded mail is above it. */
  readonly forwarded: boolean;
}

/** Fields of heads, as mail programs write them in English, German, Spanish, French, Italian and Dutch. */
export const FIELD =
  /^[*_]*((?:from|to|cc|bcc|subject|date|sent|sender|reply-to|importance|priority|received|organi[sz]ation|user-agent|errors-to|precedence|references|attachments|von|gesendet|an|betreff|datum|kopie|antwort an|de|enviado(?: el)?|para|asunto|fecha|envoyé|objet|sujet|à|pour|da|inviato|a|oggetto|data|van|verzonden|aan|onderwerp)|(?:x|list|arc|dkim|content|resent|authentication|mime|return|delivered|message|in-reply|thread|feedback|received)-[a-z-]+)[*_]* ?: ?(.*)$/iu;
/** Only fields that a text can have too: one of them alone is no head. */
const WEAK =
  /^(?:to|from|von|an|de|datum|fecha|para|à|pour|sujet|objet|betreff|asunto|da|a|data|van|aan|oggetto|onderwerp)$/iu;
const SUBJECT = /^(?:subject|betreff|asunto|objet|sujet|oggetto|onderwerp)$/iu;
/** Fields of a fax and a form: they continue a head, but begin none. */
const FORM_FIELD = /^(?:pages?|fax|tel|phone|attn|attention|ref|re)\.?: ?\S/iu;
const MARKER =
  /^(?:[-_ ]*(?:forwarded|original) message[-_ ]*|begin forwarded message:|-+ ?(?:ursprüngliche nachricht|weitergeleitete nachricht|mensaje (?:reenviado|original)|message (?:transféré|d'origine|d’origine|original)) ?-+|(?:anfang der weitergeleiteten nachricht|inicio del mensaje reenviado|début du message (?:réexpédié|transféré)) ?:)$/iu;
const FORWARDED = /forwarded|weitergeleitet|reenviado|transféré|réexpédié/iu;
export const RULE = /^[_=-]{5,}$/u;
const SUBJECT_PREFIX = /^[*_ ]*(?:(?:re|fwd?|aw|wg|tr|rv|enc): ?|\[[^\]]{1,60}\] ?)+/iu;
const ENCODED_WORD = /=\?[^? ]+\?[bq]\?[^? ]*\?=/iu;

const MAX_MARKER_LINES = 20;

/** Finds the next head. At the top, one field that no text has is enough. */
export function findHead(lines: readonly Line[]): Head | undefined {
  let atTop = true;
  for (let index = 0; index < lines.length; index += 1) {
    const text = bare(lines[index]);
    if (text === '') continue;
    if (isMarker(text) || FIELD.test(text)) {
      const head = readHead(lines, index, atTop);
      if (head !== undefined) return head;
    }
    atTop = false;
  }
  return undefined;
}

function readHead(lines: readonly Line[], start: number, atTop: boolean): Head | undefined {
  let index = start;
  const marked = isMarker(bare(lines[index]));
  const forwarded = marked && FORWARDED.test(bare(lines[index]));
  while (
    index < start + MAX_MARKER_LINES &&
    (isMarker(bare(lines[index])) || (marked && lines[index] !== undefined && bare(lines[index]) === ''))
  )
    index += 1;
  const names: string[] = [];
  let subject: string | undefined;
  let unfolded = '';
  const close = () => {
    const [, name = '', value = ''] = FIELD.exec(unfolded) ?? [];
    if (name !== '') names.push(name);
    if (SUBJECT.test(name)) subject = parseSubject(value) ?? subject;
    unfolded = '';
  };
  for (let line = lines[index]; line !== undefined; index += 1, line = lines[index]) {
    const text = bare(line);
    if (FIELD.test(text)) {
      close();
      unfolded = text;
    } else if (unfolded !== '' && text !== '' && line.indent > 0) unfolded += ` ${text}`;
    else if (names.length === 0 || !FORM_FIELD.test(text)) break;
  }
  close();
  const [firstName = ''] = names;
  const isHead =
    names.length > 1 ||
    (marked && names.length > 0) ||
    (atTop &&
      (names.some((name) => !WEAK.test(name)) || SUBJECT.test(firstName) || firstName.toLowerCase() === 'from'));
  if (!isHead) return undefined;
  const before = lines[start - 1];
  const ruled = before !== undefined && RULE.test(bare(before)) ? start - 1 : start;
  return omitUndefined({ start: ruled, end: index, subject, forwarded });
}

function isMarker(text: string): boolean {
  return MARKER.test(text);
}

function parseSubject(value: string): string | undefined {
  const subject = value.replace(SUBJECT_PREFIX, '').replace(/^[*_ ]+|[*_ ]+$/gu, '');
  // Readers must not see an encoded word (RFC 2047).
  return subject === '' || ENCODED_WORD.test(subject) ? undefined : subject;
}
