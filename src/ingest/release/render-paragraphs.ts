import { escapeMarkup, escapeText } from '../../model/escape-markup.ts';

const WEB_ADDRESS = /https?:\/\/[^\s<>"“”«»]+/giu;
const CLOSING = /[.,;:!?'’*_…]$/u;

/** Renders each paragraph as an escaped `<p>` in which http and https URLs are links. */
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

/** Removes a full stop and brackets after a URL, but not a bracket that the URL itself opened. */
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

/** The normalized URL; `undefined` if it is invalid or has a user name, which can disguise the host. */
function parseAddress(address: string): string | undefined {
  const url = URL.parse(address);
  if (url === null || !url.hostname.includes('.') || url.username !== '' || url.password !== '') return undefined;
  return url.href;
}
