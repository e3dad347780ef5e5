import { Marked, Tokenizer } from 'marked';

/** More marks of emphasis in one block of text than any article has; the work of pairing them grows faster than their number. */
const MAX_EMPHASIS_MARKS = 500;
/** Deeper than any article; the parser's work and stack grow with it. */
const MAX_NESTING = 60;
const TOO_NESTED = new RegExp(`^(?:[ \\t]*(?:>|[-*+] |\\d{1,9}[.)] )){${MAX_NESTING + 1}}`, 'm');

class BoundedTokenizer extends Tokenizer {
  #block = '';
  #isBounded = true;

  override emStrong(src: string, maskedSrc: string, prevChar?: string): ReturnType<Tokenizer['emStrong']> {
    if (maskedSrc !== this.#block) {
      this.#block = maskedSrc;
      this.#isBounded = (maskedSrc.match(/[*_]+/g)?.length ?? 0) <= MAX_EMPHASIS_MARKS;
    }
    return this.#isBounded ? super.emStrong(src, maskedSrc, prevChar) : undefined;
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
