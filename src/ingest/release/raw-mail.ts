import PostalMime, { type Attachment, type Email } from 'postal-mime';
import type { Checked } from '../../model/problem.ts';
import { type HtmlElement, type HtmlNode, parseHtml } from '../clean-html/html-tree.ts';
import { decodeRelease } from './decode.ts';

/** The text of a mail below a short head, and its other texts, which are not published. */
export interface RawMail {
  readonly text: string;
  /** The HTML beside a plain text, what it does not show, attachments, and a note above a forwarded mail: an embargo counts there too. */
  readonly hidden: string;
  /** The names of attachments that are texts. */
  readonly attachedTexts: readonly string[];
}

/** The head of a mail is looked for in as many bytes. */
const MAX_HEAD_BYTES = 65_536;
const FIELD = /^[!-9;-~]+:/;
const MBOX = /^From \S+ .*\d{4}\r?\n/;
/** Fields that only mail programs write. Word and Outlook save the others as text. */
const TECHNICAL =
  /^(?:mime-version|content-type|content-transfer-encoding|received|return-path|delivered-to|message-id|dkim-signature):/im;
/** postal-mime takes a few microseconds for each line. */
const MAX_LINES = 100_000;
/** In UTF-16 units. Tags and styles are longer than the text between them. */
const MAX_HTML_LENGTH = 1_000_000;
const LINE_FEED = 10;
/** Mails in mails are opened to this depth. */
const MAX_DEPTH = 3;
/** These begin a line; those with blank lines around them are `PARAGRAPHS`. */
const BLOCKS =
  /^(?:address|article|body|dd|div|dl|dt|fieldset|figure|footer|form|header|hr|li|main|section|td|th|tr)$/u;
const PARAGRAPHS = /^(?:p|h[1-6]|ul|ol|table|pre|blockquote)$/u;
/** A preview text that mail programs show in their lists, and readers of the mail do not see. */
const UNSEEN = /display: ?none|visibility: ?hidden|mso-hide: ?all|max-height: ?0/iu;
/** The class or id of a signature in Gmail, Thunderbird and Outlook. */
const SIGNATURE = /(?:gmail_|moz-)signature\b|\bsignature$/iu;
const NOT_TEXT = /^(?:head|style|script|title|template)$/u;

/** Decodes a raw mail (RFC 5322, MIME): quoted-printable, base64, parts, encoded subjects. `undefined` if the bytes are none. */
export async function decodeRawMail(file: string, bytes: Uint8Array): Promise<Checked<RawMail> | undefined> {
  const head = findHead(bytes);
  if (head === undefined || !(TECHNICAL.test(head) || file.toLowerCase().endsWith('.eml'))) return undefined;
  if (countLines(bytes) > MAX_LINES) {
    return { kind: 'invalid', problems: [{ file, expected: `a mail of at most ${MAX_LINES} lines`, got: 'more' }] };
  }
  const mail = await readMail(bytes, 0).catch((error: Error) => error);
  if (mail instanceof Error) {
    return { kind: 'invalid', problems: [{ file, expected: 'a mail that can be decoded', got: mail.message }] };
  }
  if (mail.text.includes('\uFFFD')) {
    const expected = 'a mail whose text is in the encoding that it names';
    return { kind: 'invalid', problems: [{ file, field: 'encoding', expected, got: 'other bytes' }] };
  }
  return { kind: 'valid', value: mail };
}

/** The lines before the first blank one, if all of them are fields or continue one. */
function findHead(bytes: Uint8Array): string | undefined {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, MAX_HEAD_BYTES)).replace(MBOX, '');
  const lines = (start.split(/\r?\n\r?\n/, 1)[0] ?? '').split(/\r?\n/);
  if (!FIELD.test(lines[0] ?? '')) return undefined;
  return lines.every((line) => FIELD.test(line) || /^[ \t]/.test(line)) ? lines.join('\n') : undefined;
}

function countLines(bytes: Uint8Array): number {
  let count = 0;
  for (let at = bytes.indexOf(LINE_FEED); at !== -1; at = bytes.indexOf(LINE_FEED, at + 1)) count += 1;
  return count;
}

async function readMail(bytes: Uint8Array, depth: number): Promise<RawMail> {
  const mail = await PostalMime.parse(bytes);
  const nodes = readHtml(mail.html ?? '');
  const html = toText(nodes);
  const text = `${buildHead(mail)}\n${mail.text?.trim() ? mail.text : html}`;
  const texts = mail.attachments.filter(isText);
  const attachedTexts = texts.map(({ filename, mimeType }) => filename ?? mimeType);
  const hidden = [
    ...mail.headers
      .filter(
        ({ key, value }) => /embargo|release|publish|^keywords$|^comments$/u.test(key) || /^embargo/iu.test(value),
      )
      .map(({ key, value }) => `${key.replace(/^x-/u, '')}: ${value}`),
    html,
    ...listUnseen(nodes),
    ...mail.attachments.map(({ filename }) => filename ?? ''),
    ...texts.map(readText),
  ].join('\n\n');
  const inner = mail.attachments.find(({ mimeType }) => mimeType === 'message/rfc822');
  if (inner === undefined || depth === MAX_DEPTH) return { text, hidden, attachedTexts };
  const forwarded = await readMail(getBytes(inner), depth + 1);
  return {
    text: forwarded.text,
    hidden: [text, hidden, forwarded.hidden].join('\n\n'),
    attachedTexts: [...attachedTexts, ...forwarded.attachedTexts],
  };
}

function getBytes({ content }: Attachment): Uint8Array {
  return typeof content === 'string' ? Buffer.from(content) : new Uint8Array(content);
}

function isText({ mimeType, filename }: Attachment): boolean {
  return mimeType.startsWith('text/') || /\.(?:txt|md|html?)$/iu.test(filename ?? '');
}

function readText(attachment: Attachment): string {
  const bytes = getBytes(attachment);
  const decoded = decodeRelease('', bytes, { removed: [], warnings: [] });
  // Words of embargoes are in ASCII, which other encodings share.
  const text = decoded.kind === 'valid' ? decoded.value : new TextDecoder('windows-1252').decode(bytes);
  return /<html|<p\b|<div/iu.test(text) ? toText(readHtml(text)) : text;
}

/** Throws for HTML that nobody can check for an embargo. */
function readHtml(html: string): readonly HtmlNode[] {
  if (html.length > MAX_HTML_LENGTH)
    throw new Error(`HTML of ${html.length} characters, which is more than ${MAX_HTML_LENGTH}`);
  const nodes = parseHtml(html);
  if (nodes === undefined) throw new Error('HTML whose elements nest too deeply');
  return nodes;
}

function buildHead({ subject, headers }: Email): string {
  const date = headers.find(({ key }) => key === 'date')?.value;
  return [subject && `Subject: ${subject.replace(/\s+/gu, ' ')}\n`, date && `Date: ${date}\n`].filter(Boolean).join('');
}

/** The text of HTML: each block begins a line, a paragraph has blank lines around it, and a quoted mail has `> ` before each line. */
function toText(nodes: readonly HtmlNode[], quoted = false): string {
  return nodes
    .map((node) => {
      if (typeof node === 'string') return node.replace(/\s+/gu, ' ');
      if (NOT_TEXT.test(node.name) || isUnseen(node)) return '';
      if (node.name === 'br') return '\n';
      const quote = isQuotedMail(node) && !quoted;
      const text = toText(node.children, quoted || quote);
      if (quote) return `\n\n${text.trim().replace(/^/gmu, '> ')}\n\n`;
      if (PARAGRAPHS.test(node.name)) return `\n\n${text}\n\n`;
      return BLOCKS.test(node.name) ? `\n${text}\n` : text;
    })
    .join('');
}

function isUnseen({ attributes }: HtmlElement): boolean {
  return (
    attributes.hidden !== undefined ||
    UNSEEN.test(attributes.style ?? '') ||
    SIGNATURE.test(`${attributes.class} ${attributes.id}`)
  );
}

/** Texts of HTML that nobody sees, titles, and descriptions of images such as a banner `EMBARGOED`. */
function listUnseen(nodes: readonly HtmlNode[]): readonly string[] {
  return nodes.flatMap((node) => {
    if (typeof node === 'string') return [];
    const own = isUnseen(node) || node.name === 'title' ? [toText(node.children)] : [];
    return [...own, node.attributes.alt ?? '', ...listUnseen(node.children)].filter((text) => text !== '');
  });
}

/** Mail programs mark what they quote. Any other quotation belongs to the text. */
function isQuotedMail({ name, attributes }: HtmlElement): boolean {
  return name === 'blockquote' && (attributes.type === 'cite' || /quote/u.test(attributes.class ?? ''));
}
