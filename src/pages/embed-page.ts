import { createHash } from 'node:crypto';
import { type Options, parseOptions } from '../../widget/contract/options.ts';
import { translationsFor } from '../model/translations.ts';
import { embedLookRules } from './embed-theme.ts';
import { buildEmbedView, type EmbedInput } from './embed-view.ts';
import { localUrl } from './links.ts';

/** The options of the page that shows one article as a card. */
export const CARD: Options = parseOptions(
  (name) =>
    ({ layout: 'cards', count: '1', excerpt: '2', date: 'medium', byline: 'on', title: 'none' })[name as string],
);

export interface EmbedCode {
  readonly script: string;
  readonly css: string;
}

/** Before the widget's own rules: the document in an iframe inherits no font and size from the page around it. */
const BASE =
  'span{position:absolute;width:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}body{display:flow-root;box-sizing:border-box;min-height:100vh;margin:0;padding:12px;font:16px/1.3 system-ui,sans-serif}';
/** Below this width there is no space for text beside an image. */
const NARROW = '@media(max-width:239px){img{display:none}}';
/** Rules for the host of the widget's shadow tree, which this page does not have. */
const HOST_RULE = /:host\{[^}]*\}/g;

export function buildEmbedPageView(input: EmbedInput, code: EmbedCode) {
  const { options } = input;
  return {
    embed: buildEmbedView(input, (url) => localUrl(input.site, url)),
    script: code.script,
    css:
      BASE +
      code.css.replace(HOST_RULE, '') +
      (options.layout === 'list' || options.layout === 'archive' ? NARROW : '') +
      embedLookRules(options),
    // For the script, where a link of this page cannot leave the iframe around it.
    newTab: options.target === 'new' ? undefined : translationsFor(options.lang ?? input.headlines.lang ?? '').newTab,
    target: options.target === 'new' ? '_blank' : '_top',
    // The words for ages, as JSON.
    words: options.date === 'relative' ? JSON.stringify(input.headlines.w) : undefined,
    refresh: options.refresh === 'on',
  };
}

/**
 * Content-Security-Policy: only this script and style, and images of the own host. Every site may frame the page:
 * `frame-ancestors *` would exclude frames without an origin, into which site builders write pasted lines (`sandbox srcdoc`).
 */
export function embedPolicy({ script, css }: EmbedCode): string {
  const hash = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
  return `default-src 'none'; script-src ${hash(script)}; style-src ${hash(css)}; img-src 'self'; base-uri 'none'; form-action 'none'`;
}
