import { Tokenizer } from 'htmlparser2';

/** A start tag; names are in lower case, and of an attribute that stands twice the first counts (HTML, 13.2.5.33). */
export interface Tag {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
}

export interface TagHandler {
  opened(tag: Tag): void;
  closed(name: string): void;
  /** Text, decoded, perhaps in pieces; that of scripts and styles too. */
  text(text: string): void;
}

/** Attributes of one tag; further ones are left out. */
const MOST_ATTRIBUTES = 200;

/**
 * Reads tags and text in order, comments left out, however broken the page is. Nothing is remembered of what is open, so that no page, however it nests,
 * takes longer than its length allows; a tree of hostile HTML could.
 */
export function readTags(html: string, handler: TagHandler): void {
  let name = '';
  let attributes = new Map<string, string>();
  let attribute = '';
  let value = '';
  const open = () => {
    handler.opened({ name, attributes });
    attributes = new Map();
  };
  const tokenizer = new Tokenizer(
    { decodeEntities: true },
    {
      onopentagname(start, end) {
        name = html.slice(start, end).toLowerCase();
      },
      onattribname(start, end) {
        attribute = html.slice(start, end).toLowerCase();
        value = '';
      },
      onattribdata(start, end) {
        value += html.slice(start, end);
      },
      onattribentity(codepoint) {
        value += String.fromCodePoint(codepoint);
      },
      onattribend() {
        if (attributes.size < MOST_ATTRIBUTES && !attributes.has(attribute)) attributes.set(attribute, value);
      },
      onopentagend: open,
      onselfclosingtag: open,
      onclosetag(start, end) {
        handler.closed(html.slice(start, end).toLowerCase());
      },
      ontext(start, end) {
        handler.text(html.slice(start, end));
      },
      ontextentity(codepoint) {
        handler.text(String.fromCodePoint(codepoint));
      },
      oncdata() {},
      oncomment() {},
      ondeclaration() {},
      onprocessinginstruction() {},
      onend() {},
    },
  );
  tokenizer.write(html);
  tokenizer.end();
}
