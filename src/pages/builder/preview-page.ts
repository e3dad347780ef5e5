import type { Options } from '../../../widget/contract/options.ts';
import type { FeedDefinition } from '../../model/feed-definition.ts';
import { type EmbedMethod, isFramed } from '../../model/platforms.ts';
import type { Site } from '../../model/site.ts';
import { basePath } from '../links.ts';
import type { PreviewPage } from './builder-query.ts';
import { embedMethodCode } from './embed-method-code.ts';

/** What the previewed page is made of. */
export interface PreviewInput {
  readonly site: Site;
  readonly definition: FeedDefinition;
  readonly options: Options;
  readonly page: PreviewPage;
  /** How it is pasted. What an address becomes is a frame, what a plugin writes looks as the script does. */
  readonly method: EmbedMethod;
}

/** `preview.hbs`. */
export interface PreviewView {
  /** In the page itself, so that it is never laid out without: a frame that is being resized does not wait for a style sheet. */
  readonly css: string;
  readonly page: PreviewPage;
  /** HTML of ours, which the template prints as it is. */
  readonly code: string;
}

/** A church's page with the very snippet in it, its addresses without host: our policy takes scripts and frames from the page's own origin only. */
export function buildPreviewView(input: PreviewInput, css: string): PreviewView {
  const { site, page, method } = input;
  const base = basePath(site);
  const code = embedMethodCode(isFramed(method) ? 'frame' : 'script', input);
  return {
    css,
    page,
    code: code.replaceAll(`src="${site.publicUrl}/`, `src="${base}/`),
  };
}

/** The script that stands in the snippet itself, where one does: what a policy has to let in by its hash. */
export function inlineScriptOf(html: string): string | undefined {
  return /<script>(.*?)<\/script>/s.exec(html)?.[1];
}
