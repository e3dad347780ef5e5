import type { Token, Tokens } from 'marked';

/** What other programs run or hide. To add a form, add it here and a case to the tests. */
const FORMS: readonly RegExp[] = [
  // {{< figure >}}, {{% note %}} and {{ .Title }} of Hugo; {% include %} and {{ page.title }} of Liquid (Jekyll, Eleventy)
  /\{\{[<%].{1,500}?[>%]\}\}|\{\{[^{}]{1,500}\}\}|\{%.{1,500}?%\}/s,
  // {: .note} of Jekyll; {#id .class} and {width="6in"} of Pandoc
  /\{(?::|[.#]\p{L})[^{}\n]{0,200}\}|\{\p{L}+="[^{}\n]{0,200}\}/u,
  // ::: note, ^[a footnote]
  /^:::|\^\[[^\]\n]{3}/m,
  // [[Note]], ![[van.jpg]], %%comment%% and > [!note] of Obsidian
  /!?\[\[[^[\]\n]{1,300}\]\]|%%[^%]{1,500}%%|^ {0,3}> ?\[!\p{L}+\]/mu,
  // [gallery ids="1,2"] and [/caption] of WordPress; not the text of a link, such as [/caption](https://example.org)
  /\[\p{L}[\p{L}\p{N}_-]*(?: [\p{L}_-]+=["“][^\]\n]{0,300})\](?![([:])|\[\/\p{L}[\p{L}\p{N}_-]{0,50}\](?![([:])/u,
  // <o:p> of Word
  /<\/?[movw]:\p{L}[^<>]{0,200}>/u,
];
const SHORTCODE = new RegExp(FORMS.map(({ source }) => source).join('|'), 'msu');
const EVERY_SHORTCODE = new RegExp(SHORTCODE, 'gmsu');
/** The others are found when these are mended. */
const MAX_SHORTCODES = 20;
const CODE_IN_HTML = /^\s*<(?:pre|code)\b/i;
const COMMENTS = /<!--(?:.*?-->|.*)/gs;

/** Lists different shortcodes outside of code, one of a line and up to twenty, with their lines in the Markdown, counted from 0. */
export function listShortcodes(blocks: readonly Token[]): readonly { readonly line: number; readonly text: string }[] {
  const found: { readonly line: number; readonly text: string }[] = [];
  let line = 0;
  for (const block of blocks) {
    if (found.length < MAX_SHORTCODES && SHORTCODE.test(block.raw)) {
      let end = 0;
      let matchLine = line;
      const text = blankComments(blankCode(block));
      for (const match of text.matchAll(EVERY_SHORTCODE)) {
        matchLine += countLineBreaks(text.slice(end, match.index));
        end = match.index;
        const isKnown = found.some((other) => other.line === matchLine || other.text === match[0]);
        if (!isKnown && found.length < MAX_SHORTCODES) found.push({ line: matchLine, text: match[0] });
      }
    }
    line += countLineBreaks(block.raw);
  }
  return found;
}

/** The source of a block, in which code is blank. Code in lists and quotations is indented, so each line is looked for alone. */
export function blankCode(block: Token): string {
  let text = '';
  let end = 0;
  for (const line of listCode(block).flatMap((code) => code.split('\n'))) {
    const start = block.raw.indexOf(line.trim(), end);
    if (start === -1) break;
    text += block.raw.slice(end, start) + ' '.repeat(line.trim().length);
    end = start + line.trim().length;
  }
  return text + block.raw.slice(end);
}

/** `walkTokens` of marked takes quadratic time. */
function listCode({ type, raw, tokens = [], items = [], header = [], rows = [] }: Tokens.Generic): readonly string[] {
  if (type === 'code' || type === 'codespan' || (type === 'html' && CODE_IN_HTML.test(raw))) return [raw];
  return [...tokens, ...items, ...(Array.isArray(header) ? header : []), ...rows.flat()].flatMap(listCode);
}

function blankComments(text: string): string {
  return text.replace(COMMENTS, (comment) => comment.replace(/[^\n]/g, ' '));
}

function countLineBreaks(text: string): number {
  return text.split('\n').length - 1;
}
