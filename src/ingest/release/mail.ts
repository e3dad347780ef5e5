import { omitUndefined } from '../../model/omit-undefined.ts';
import { endsSentence } from '../text-shape.ts';
import { type Notes, noteRemoved } from './notes.ts';
import { type Line, unquote, unquoteLine } from './read-lines.ts';

/** The text of a mail without its heads, quoted mails and signature. */
export interface MailText {
  /** The subject of the innermost head, without `Fwd:`, `Re:` and a list's `[name]`. */
  readonly subject?: string;
  readonly rest: readonly Line[];
}

interface Head {
  /** The index of the first line: of a marker, a rule or a field. */
  readonly start: number;
  /** The index after its last line. */
  readonly end: number;
  readonly subject?: string;
  /** The marker of a forwarded mail is above it. */
  readonly forwarded: boolean;
}

/** Fields of heads, as mail programs write them in English, German, Spanish, French, Italian and Dutch. */
const FIELD =
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
const RULE = /^[_=-]{5,}$/u;
const SUBJECT_PREFIX = /^[*_ ]*(?:(?:re|fwd?|aw|wg|tr|rv|enc): ?|\[[^\]]{1,60}\] ?)+/iu;
const ENCODED_WORD = /=\?[^? ]+\?[bq]\?[^? ]*\?=/iu;

/** A mail that was forwarded more often is cut. */
const MAX_FORWARDS = 20;
const MAX_MARKER_LINES = 20;
/** A covering note has at most as many words, and neither byline nor dateline. */
const MAX_NOTE_WORDS = 60;
const NOT_A_NOTE = /^(?:by|por|par|von) \p{Lu}|^(?!FYI\b)\p{Lu}[\p{Lu} .,'’-]{3,40}(?: \([^)]+\))? ?[-–—]/u;
/** A signature or the notice below it has at most as many lines. */
const MAX_SIGNATURE_LINES = 15;
const MAX_SIGNATURE_LINE_LENGTH = 100;
const MAX_NOTICE_LENGTH = 1500;
/** The line that introduces a quoted mail is looked for up to this length, in UTF-16 units. */
const MAX_INTRODUCTION_LENGTH = 300;

/** `On Thu, Nov 12, 2026 at 7:40 AM Desk <desk@wire.example> wrote:`. An article can have such a line too, without address or time. */
const INTRODUCTION =
  /^(?:on|am|el|le|op|il|den|em) .{4,250}(?:wrote|schrieb|escribió|a écrit|schreef|ha scritto|escreveu)\b.{0,80}:$/iu;
/** `Desk <desk@wire.example> wrote on 12/11/2026 07:40:`, in any language. */
const ADDRESSED = /<[^<>\s]+@[^<>\s]+>.{0,60}:$/u;
const EVIDENCE = /@|\d:\d\d|\d ?h ?\d\d/u;
const SENT_FROM =
  /^(?:sent from (?:my|mail for|outlook for|yahoo mail|proton)\b[^,.;]{0,40}|sent via [^,.;]{1,30}|get outlook for .{1,60}|von meinem .{2,25} gesendet|gesendet von .{2,25}|gesendet mit (?:der |dem )?(?:gmx|web\.de|proton|telekom)\b.{0,25}|sent with (?:proton|spark|tuta)\b.{0,30}|enviado desde (?:mi|correo|outlook) .{2,25}|obtener outlook para .{2,25}|outlook für .{2,15} (?:beziehen|herunterladen)|envoyé (?:de(?:puis)? mon|à partir d(?:e|['’]un)) .{2,35}|télécharge[zr] outlook pour .{2,25}|inviato da(?:l mio)? (?:iphone|ipad|android|outlook|posta)\b.{0,25}|(?:verzonden|verstuurd) vanaf mijn .{2,25})\.?$/iu;
const FAREWELL =
  /^(?:(?:(?:with )?(?:kind|best|warm|many|yours|all|with)?(?: (?:kind|best|warm))? ?(?:regards|wishes|thanks|truly|faithfully|sincerely|the best)|best|cheers|sincerely|thank you|thanks|yours|blessings|in christ)(?: (?:again|in advance|and best wishes))?|(?:mit )?(?:freundlichen|besten|herzlichen|vielen|beste|viele|liebe|schöne)n? (?:grüßen?|grüssen?|dank)|(?:un (?:cordial )?saludo|saludos(?: cordiales)?|atentamente|muchas gracias|un abrazo)|(?:bien )?(?:cordialement|sincèrement)|merci|salutations(?: distinguées)?),?[.!]?$/iu;
const NOTICE = /\b(?:confidential|privileged|intended recipient|received (?:it|this) in error|viruses|unsubscribe)\b/iu;
/** The beginnings of what servers and programs add below a text: notices, lists' footers, cards, calendars, seals, copies. */
const ATTACHED: readonly RegExp[] = [
  /^\W*(?:confidentiality (?:notice|note)|disclaimer|legal notice)\b/iu,
  /^\W*(?:this|the information in this) (?:e-?mail|message|communication)\b.{0,120}(?:confidential|privileged|intended|addressee)/iu,
  /^\W*(?:diese (?:e-?mail|nachricht)|der inhalt dieser)\b.{0,120}(?:vertraulich|bestimmt)/iu,
  /^\W*este (?:mensaje|correo|e-?mail)\b.{0,120}(?:confidencial|destinatario)/iu,
  /^\W*ce (?:message|courriel|mail|e-?mail)(?!\p{L}).{0,120}(?:confidentiel|destinataire)/iu,
  /^\W*(?:you (?:have )?received this (?:message|e-?mail) because|you are receiving this|(?:to|if you wish to) unsubscribe)\b/iu,
  /^(?:abmelden|abbestellen|darse de baja|se désabonner|désinscription|annulla iscrizione|afmelden) ?:/iu,
  /^(?:b?cc|kopie|copie|copia) ?:.{0,2000}@/iu,
  /^(?:BEGIN:V(?:CARD|CALENDAR)|-----BEGIN PGP (?:SIGNATURE|PUBLIC KEY BLOCK)-----)$/u,
  /^\[(?:cid:[^\]]+|(?:logo|image|bild|imagen)\b[^\]]{0,60})\]$/iu,
];
/** `Jane Doe`, `Jane Doe | Press Officer`, `Jane Doe, Harbour Board` */
const NAME_LINE = /^\p{Lu}[\p{L}.'’-]+(?: \p{Lu}[\p{L}.'’-]*){1,3}(?:$| ?[|,·–-])/u;
const NAME_EVIDENCE = /\S@\S+\.\S|\b(?:tel|mob(?:ile)?|phone|cell|m|t)\b\.?:? ?[+(\d]/iu;
const SIGNATURE_EVIDENCE =
  /@|(?:\d[ ()/.-]?){7}|\b(?:tel|mobile|e-?mails?|confidential|recipient|mailing list|unsubscribe)\b/iu;

/**
 * Takes the heads of mails, covering notes, quoted mails and the signature away.
 *
 * - Fields (RFC 5322) at the top are the head of the mail. Only known fields are read: `Gaza: three churches reopen` is none.
 * - Further down, two fields or more, or a marker (`Begin forwarded message:`), are the head of another mail. With a short note above
 *   it, the mail is forwarded: the note goes, and the text below the head counts. Otherwise it is quoted, and everything from it on goes.
 * - `On … wrote:`, lines with `> ` at the end, `Sent from my …`, a farewell or a rule (`____`) with a signature below it end the text.
 */
export function readMail(lines: readonly Line[], notes: Notes): MailText {
  let rest = lines;
  let subject: string | undefined;
  let forwards = 0;
  for (let head = findHead(rest); head !== undefined; head = findHead(rest)) {
    const above = rest.slice(0, head.start);
    forwards += 1;
    if (forwards > MAX_FORWARDS || !isCoveringNote(above, head.forwarded ? undefined : rest.slice(head.end))) {
      noteRemoved(notes, 'mail', 'a quoted mail', rest.slice(head.start));
      rest = above;
      break;
    }
    noteRemoved(notes, 'mail', 'a note above a forwarded mail', above);
    noteRemoved(notes, 'mail', 'the head of a mail', rest.slice(head.start, head.end));
    // The innermost message is the agency's.
    subject = head.subject ?? subject;
    rest = unquote(rest.slice(head.end));
  }
  const end = findEnd(rest);
  if (end !== undefined) noteRemoved(notes, 'mail', end.rule, rest.slice(end.index));
  // A quotation that belongs to the text. `> 60 per cent` is none.
  const own = rest.slice(0, end?.index).map((line) => (/^(?:> ?)+\d/u.test(line.text) ? line : unquoteLine(line)));
  return omitUndefined({ subject, rest: own });
}

/** Finds the next head. At the top, one field that no text has is enough. */
function findHead(lines: readonly Line[]): Head | undefined {
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

/** Whether a line ends a mail: `Best wishes,`, `Mit freundlichen Grüßen`. */
export function isFarewell(text: string): boolean {
  return text.length <= MAX_SIGNATURE_LINE_LENGTH && FAREWELL.test(text);
}

function isMarker(text: string): boolean {
  return MARKER.test(text);
}

/** The text of a line without the marks of a quotation. */
function bare(line: Line | undefined): string {
  return line === undefined ? '' : line.text.replace(/^(?:> ?)+/u, '');
}

/** Whether lines are a note above a mail. Without a marker, the mail must be longer than its note. */
function isCoveringNote(above: readonly Line[], below: readonly Line[] | undefined): boolean {
  const count = countWords(above);
  return (
    count === 0 ||
    (count <= MAX_NOTE_WORDS &&
      (below === undefined || count < countWords(below)) &&
      !above.some(({ text }) => NOT_A_NOTE.test(text)))
  );
}

/** Counts up to a number that no covering note has. */
function countWords(lines: readonly Line[]): number {
  let count = 0;
  for (const { text } of lines) {
    if (text !== '') count += text.split(' ').length;
    if (count > MAX_NOTE_WORDS) break;
  }
  return count;
}

function parseSubject(value: string): string | undefined {
  const subject = value.replace(SUBJECT_PREFIX, '').replace(/^[*_ ]+|[*_ ]+$/gu, '');
  // Readers must not see an encoded word (RFC 2047).
  return subject === '' || ENCODED_WORD.test(subject) ? undefined : subject;
}

/** Where the text ends: at a quoted mail or a signature after some text. */
function findEnd(lines: readonly Line[]): { readonly index: number; readonly rule: string } | undefined {
  const quoted = findQuotedEnd(lines);
  const signed = findSignature(lines);
  let hasText = false;
  for (const [index, { text }] of lines.entries()) {
    if (index === quoted) return { index, rule: 'a quoted mail' };
    if (hasText && text !== '') {
      if (isIntroduction(lines, index)) return { index, rule: 'a quoted mail' };
      if (ATTACHED.some((form) => form.test(text)) && isAtEnd(lines, index))
        return { index, rule: 'a notice below a mail' };
      if (SENT_FROM.test(text)) return { index, rule: 'the signature of a mail program' };
      if (index === signed || ((isFarewell(text) || RULE.test(text)) && isSignature(lines, index))) {
        return { index, rule: 'a signature' };
      }
    }
    hasText ||= text.length > 40 || endsSentence(text);
  }
  return undefined;
}

/** The index of the last block, if it begins with a name and has an address or a number: a signature without a farewell. */
function findSignature(lines: readonly Line[]): number | undefined {
  const last = lines.findLastIndex(({ text }) => text !== '');
  let start = last;
  while (start > 0 && last - start < MAX_SIGNATURE_LINES && lines[start - 1]?.text !== '') start -= 1;
  const block = lines.slice(start, last + 1);
  const isSigned =
    NAME_LINE.test(block[0]?.text.slice(0, MAX_SIGNATURE_LINE_LENGTH) ?? '') &&
    block.every(({ text }) => isSignatureLine(text) && !endsSentence(text)) &&
    block.some(({ text }) => NAME_EVIDENCE.test(text));
  return isSigned ? start : undefined;
}

/** The index at which only quoted lines follow. Verses and letters that the text introduces with a colon belong to it, if nothing in them is private. */
function findQuotedEnd(lines: readonly Line[]): number | undefined {
  let start: number | undefined;
  for (let index = lines.length - 1; index >= 0; index -= 1) {
    const text = lines[index]?.text ?? '';
    if (text.startsWith('>')) start = index;
    else if (text !== '') {
      const isIntroduced = text.endsWith(':') && !isIntroduction(lines, index);
      const quoted = lines.slice(index + 1).map(bare);
      if (isIntroduced && !quoted.some((line) => FIELD.test(line) || SIGNATURE_EVIDENCE.test(line))) return undefined;
      break;
    }
  }
  return start;
}

function isIntroduction(lines: readonly Line[], index: number): boolean {
  const text = bare(lines[index]);
  if (text.length > MAX_INTRODUCTION_LENGTH) return false;
  const next = bare(lines[index + 1]).slice(0, MAX_INTRODUCTION_LENGTH);
  const following = lines.slice(index + 1, index + 4).find((line) => line.text !== '');
  return [text, `${text} ${next}`].some(
    (line) =>
      ADDRESSED.test(line) ||
      (INTRODUCTION.test(line) && (EVIDENCE.test(line) || following?.text.startsWith('>') === true)),
  );
}

/** Whether only a few lines follow. */
function isAtEnd(lines: readonly Line[], index: number): boolean {
  const window = lines.slice(index + 1, index + 1 + 4 * MAX_SIGNATURE_LINES);
  return (
    index + 1 + window.length === lines.length && window.filter(({ text }) => text !== '').length <= MAX_SIGNATURE_LINES
  );
}

/** Whether only short lines follow: after a farewell any, after a rule with an address, a number or a notice. */
function isSignature(lines: readonly Line[], index: number): boolean {
  const written = lines.slice(index + 1, index + 1 + 4 * MAX_SIGNATURE_LINES).filter(({ text }) => text !== '');
  const isEnd = written.length <= MAX_SIGNATURE_LINES && written.every(({ text }) => isSignatureLine(text));
  if (!isEnd || index + 1 + 4 * MAX_SIGNATURE_LINES < lines.length) return false;
  return (
    (isFarewell(lines[index]?.text ?? '') && written.length > 0) ||
    written.some(({ text }) => SIGNATURE_EVIDENCE.test(text))
  );
}

/** A sentence is none, unless it is a notice. */
function isSignatureLine(text: string): boolean {
  if (NOTICE.test(text) || ATTACHED.some((form) => form.test(text))) return text.length <= MAX_NOTICE_LENGTH;
  return (
    text.length <= MAX_SIGNATURE_LINE_LENGTH &&
    (text.length < 40 || !endsSentence(text) || SIGNATURE_EVIDENCE.test(text))
  );
}
