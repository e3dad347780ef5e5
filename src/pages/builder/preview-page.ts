import type { Options } from '../../../widget/contract/options.ts';
import type { FeedDefinition } from '../../model/feed-definition.ts';
import { type EmbedMethod, isFramed } from '../../model/platforms.ts';
import type { Site } from '../../model/site.ts';
import { basePath } from '../links.ts';
import type { PreviewPage } from './builder-query.ts';
import { embedMethodCode } from './embed-method-code.ts';

/** The data of the preview. */
export interface PreviewInput {
  readonly site: Site;
  readonly definition: FeedDefinition;
  readonly options: Options;
  readonly page: PreviewPage;
  /** Shown as an iframe or as the script, whichever has the same look. */
  readonly method: EmbedMethod;
}

/** `preview.hbs`. */
export interface PreviewView {
  /** Inline, because an iframe that is resized does not wait for a style sheet. */
  readonly css: string;
  readonly page: PreviewPage;
  /** Our own HTML. The template prints it without escaping. */
  readonly code: string;
}

/** Builds a church's page with the snippet. Its addresses have no host, because our policy allows scripts and iframes only of the page's own origin. */
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

/** Finds the inline script of the snippet, which the policy must allow by its hash. */
export function findInlineScript(html: string): string | undefined {
  return /<script>(.*?)<\/script>/s.exec(html)?.[1];
}
