import { escapeMarkup, escapeText } from '../../model/escape-markup.ts';

/** What ends a web address in running text. */
const WEB_ADDRESS = /https?:\/\/[^\s<>"“”«»]+/giu;
const CLOSING = /[.,;:!?'’*_…]$/u;

/** One `<p>` per paragraph, text escaped, complete http(s) addresses linked; no other tag is ever written. */
export function renderParagraphs(paragraphs: readonly string[]): string {
  return paragraphs.map((text) => `<p>${renderText(text)}</p>`).join('\n');
}

function renderText(text: string): string {
  let html = '';
  let end = 0;
  for (const match of text.matchAll(WEB_ADDRESS)) {
    const address = trimAddress(match[0]);
    const href = parseAddress(address);
    if (href === undefined) continue;
    html += `${escapeText(text.slice(end, match.index))}<a href="${escapeMarkup(href)}">${escapeText(address)}</a>`;
    end = match.index + address.length;
  }
  return html + escapeText(text.slice(end));
}

/** The stop and the bracket behind an address belong to the sentence, a bracket that the address opened to the address. */
function trimAddress(match: string): string {
  let open = 0;
  for (const character of match) open += character === '(' ? 1 : character === ')' ? -1 : 0;
  let length = match.length;
  for (;;) {
    const last = match[length - 1] ?? '';
    if (last === ')' && open < 0) open += 1;
    else if (last !== ']' && last !== '}' && !CLOSING.test(last)) return match.slice(0, length);
    length -= 1;
  }
}

/** The address in its normal form; `undefined` for what is no http(s) address, or hides a name before its host. */
function parseAddress(address: string): string | undefined {
  const url = URL.parse(address);
  if (url === null || !url.hostname.includes('.') || url.username !== '' || url.password !== '') return undefined;
  return url.href;
}
