import { QuoteType, Tokenizer } from 'htmlparser2';

/** A start tag. Names are in lower case; of a repeated attribute the first counts (HTML, 13.2.5.33). */
export interface Tag {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  /** It ends in `/>`. In HTML that means nothing. */
  readonly isSelfClosing: boolean;
  /** One of its attributes has no value, which XML does not allow. */
  readonly hasBareAttribute: boolean;
}

interface TagHandler {
  opened(tag: Tag): void;
  closed(name: string): void;
  text(text: string): void;
}

const MAX_ATTRIBUTES = 200;

/** Reports tags and text in order, also of broken HTML. It builds no tree, which could take far more time for hostile HTML. */
export function parseTags(html: string, handler: TagHandler, isXml = false): void {
  let name = '';
  let attributes = new Map<string, string>();
  let attribute = '';
  let value = '';
  let hasBareAttribute = false;
  const open = (isSelfClosing: boolean) => {
    handler.opened({ name, attributes, isSelfClosing, hasBareAttribute });
    if (isSelfClosing && isXml) handler.closed(name);
    attributes = new Map();
    hasBareAttribute = false;
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
      onattribend(quote) {
        hasBareAttribute ||= quote === QuoteType.NoValue;
        if (attributes.size < MAX_ATTRIBUTES && !attributes.has(attribute)) attributes.set(attribute, value);
      },
      onopentagend: () => open(false),
      onselfclosingtag: () => open(true),
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
