import { Marked, Tokenizer } from 'marked';

/** How far emphasis may reach, in UTF-16 units: every opening mark makes the parser look for its end so far. */
const LONGEST_EMPHASIS = 5000;
/** Deeper than any article; the parser's work and stack grow with it. */
const MAX_NESTING = 60;
const TOO_NESTED = new RegExp(`^(?:[ \\t]*(?:>|[-*+] |\\d{1,9}[.)] )){${MAX_NESTING + 1}}`, 'm');

class BoundedTokenizer extends Tokenizer {
  override emStrong(src: string, maskedSrc: string, prevChar?: string): ReturnType<Tokenizer['emStrong']> {
    const behind = Math.max(src.length - LONGEST_EMPHASIS, 0);
    return super.emStrong(src.slice(0, src.length - behind), maskedSrc.slice(0, maskedSrc.length - behind), prevChar);
  }
}

const marked = new Marked({
  gfm: true,
  tokenizer: new BoundedTokenizer(),
  renderer: { checkbox: ({ checked }) => (checked ? '☑ ' : '☐ ') },
});

/**
 * The HTML of Markdown (CommonMark and GFM, HTML in it as it is), not yet cleaned. `undefined` where quotations and lists
 * nest deeper than 60 levels.
 */
export function renderMarkdown(markdown: string): string | undefined {
  return TOO_NESTED.test(markdown) ? undefined : marked.parse(markdown, { async: false });
}
