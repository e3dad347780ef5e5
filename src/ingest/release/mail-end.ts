import { endsSentence } from '../text-shape.ts';
import { FIELD, RULE } from './mail-head.ts';
import { bare, type Line } from './read-lines.ts';

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
  /^(?:sent from (?:my|mail for|outlook for|yahoo mail|proton)\b[^,.;]{0,40}(?:[,.;] (?:please |sorry |excuse |apologies )[^.]{0,60})?|sent via [^,.;]{1,30}|get outlook for .{1,60}|von meinem .{2,25} gesendet|gesendet von .{2,25}|gesendet mit (?:der |dem )?(?:gmx|web\.de|proton|telekom)\b.{0,25}|sent with (?:proton|spark|tuta)\b.{0,30}|enviado desde (?:mi|correo|outlook) .{2,25}|obtener outlook para .{2,25}|outlook für .{2,15} (?:beziehen|herunterladen)|envoyé (?:de(?:puis)? mon|à partir d(?:e|['’]un)) .{2,35}|télécharge[zr] outlook pour .{2,25}|inviato da(?:l mio)? (?:iphone|ipad|android|outlook|posta)\b.{0,25}|(?:verzonden|verstuurd) vanaf mijn .{2,25})\.?$/iu;
const FAREWELL =
  /^(?:(?:(?:with )?(?:kind|best|warm|many|yours|all|with)?(?: (?:kind|best|warm))? ?(?:regards|wishes|thanks|truly|faithfully|sincerely|the best)|best|cheers|sincerely|thank you|thanks|yours|blessings|in christ)(?: (?:again|in advance|and best wishes))?|(?:mit )?(?:freundlichen|besten|herzlichen|vielen|beste|viele|liebe|schöne)n? (?:grüßen?|grüssen?|dank)|(?:un (?:cordial )?saludo|saludos(?: cordiales)?|atentamente|muchas gracias|un abrazo)|(?:bien )?(?:cordialement|sincèrement)|merci|salutations(?: distinguées)?),?[.!]?$/iu;
const POSTSCRIPT = /^p\.? ?s\.?[: ]/iu;
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

/** Where the text ends: at a signature after some text, or at a quoted mail. A signature above a quoted mail ends the text too. */
export function findEnd(
  lines: readonly Line[],
  isMail: boolean,
): { readonly index: number; readonly rule: string } | undefined {
  const quoted = findQuotedMail(lines, isMail);
  const own = lines.slice(0, quoted);
  const signed = findSignature(own);
  let hasText = false;
  for (const [index, { text }] of own.entries()) {
    if (hasText && text !== '') {
      if (ATTACHED.some((form) => form.test(text)) && isAtEnd(own, index))
        return { index, rule: 'a notice below a mail' };
      if (SENT_FROM.test(text)) return { index, rule: 'the signature of a mail program' };
      if (index === signed || ((isFarewell(text) || RULE.test(text)) && isSignature(own, index))) {
        return { index, rule: 'a signature' };
      }
    }
    hasText ||= isText(text);
  }
  return quoted === undefined ? undefined : { index: quoted, rule: 'a quoted mail' };
}

function isText(text: string): boolean {
  return text.length > 40 || endsSentence(text);
}

/** The index of the line that introduces a quoted mail, or at which only quoted lines follow. */
function findQuotedMail(lines: readonly Line[], isMail: boolean): number | undefined {
  const quoted = findQuotedEnd(lines, isMail);
  let hasText = false;
  for (const [index, { text }] of lines.slice(0, quoted).entries()) {
    if (hasText && text !== '' && isIntroduction(lines, index)) return index;
    hasText ||= isText(text);
  }
  return quoted;
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

/** The index at which only quoted lines follow. Verses and letters that the text introduces with a colon belong to it, if nothing in them is private. In a mail they can be a reply. */
function findQuotedEnd(lines: readonly Line[], isMail: boolean): number | undefined {
  let start: number | undefined;
  for (let index = lines.length - 1; index >= 0; index -= 1) {
    const text = lines[index]?.text ?? '';
    if (text.startsWith('>')) start = index;
    else if (text !== '') {
      const isIntroduced = !isMail && text.endsWith(':') && !isIntroduction(lines, index);
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
    (POSTSCRIPT.test(text) || text.length < 40 || !endsSentence(text) || SIGNATURE_EVIDENCE.test(text))
  );
}

/** Whether a line ends a mail: `Best wishes,`, `Mit freundlichen Grüßen`. */
export function isFarewell(text: string): boolean {
  return text.length <= MAX_SIGNATURE_LINE_LENGTH && FAREWELL.test(text);
}
