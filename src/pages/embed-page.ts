import { createHash } from 'node:crypto';
import { type Options, parseOptions } from '../../widget/contract/options.ts';
import { embedLookRules } from './embed-theme.ts';
import { buildEmbedView, type EmbedInput, type EmbedView } from './embed-view.ts';
import { localUrl } from './links.ts';

/** The options of the page that shows one article as a card. */
export const CARD: Options = parseOptions(
  (name) =>
    ({ layout: 'cards', count: '1', excerpt: '2', date: 'medium', byline: 'on', title: 'none' })[name as string],
);

/** The bundled script and style sheet of the page. */
export interface EmbedCode {
  readonly script: string;
  readonly css: string;
}

/** A page for an iframe and its Content-Security-Policy: only its own style, its own script, and images of its own host. */
export interface EmbedPage {
  readonly html: string;
  readonly policy: string;
}

/** `embed.hbs`. */
export interface EmbedPageView {
  readonly embed: EmbedView;
  readonly script: string;
  readonly css: string;
  readonly target: '_top' | '_blank';
  /** The words for ages, as JSON, if dates are relative. */
  readonly words: string | undefined;
  readonly refresh: boolean;
}

/** Before the widget's own rules: the document in an iframe inherits no font and size from the page around it. */
const BASE =
  'span{position:absolute;width:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}body{display:flow-root;box-sizing:border-box;min-height:100vh;margin:0;padding:12px;font:16px/1.3 system-ui,sans-serif}';
/** Below this width there is no space for text beside an image. */
const NARROW = '@media(max-width:239px){img{display:none}}';
/** Rules for the host of the widget's shadow tree, which this page does not have. */
const HOST_RULE = /:host\{[^}]*\}/g;

/** Builds the page that shows headlines in an iframe. */
export function buildEmbedPageView(input: EmbedInput, code: EmbedCode): EmbedPageView {
  const { options } = input;
  return {
    embed: buildEmbedView(input, (url) => localUrl(input.site, url)),
    script: code.script,
    css:
      BASE +
      code.css.replace(HOST_RULE, '') +
      (options.layout === 'list' || options.layout === 'archive' ? NARROW : '') +
      embedLookRules(options),
    target: options.target === 'new' ? '_blank' : '_top',
    words: options.date === 'relative' ? JSON.stringify(input.headlines.w) : undefined,
    refresh: options.refresh === 'on',
  };
}

/** The Content-Security-Policy of a page with this script and this style sheet. Every site may frame it. */
export function embedPolicy({ script, css }: Pick<EmbedPageView, 'script' | 'css'>): string {
  const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  return `default-src 'none'; script-src ${hash(script)}; style-src ${hash(css)}; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *`;
}
