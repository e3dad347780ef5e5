import sanitizeHtml from 'sanitize-html';
import { ALLOWED, ALLOWED_EVERYWHERE } from './allowed-html.ts';
import { VOID_ELEMENTS } from './html-tree.ts';

const OPTIONS: sanitizeHtml.IOptions = {
  allowedTags: Object.keys(ALLOWED),
  allowedAttributes: {
    '*': [...ALLOWED_EVERYWHERE],
    ...Object.fromEntries(Object.entries(ALLOWED).map(([name, attributes]) => [name, [...attributes]])),
  },
  allowedSchemes: ['http', 'https', 'mailto'],
  allowedSchemesByTag: { img: ['http', 'https', 'tidings-media'] },
  allowProtocolRelative: false,
  selfClosing: [...VOID_ELEMENTS],
};

/** Keeps only allowed elements, attributes and protocols. This is the last step before HTML is stored. */
export function sanitize(html: string): string {
  return sanitizeHtml(html, OPTIONS);
}
