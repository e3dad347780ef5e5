import type { Options } from '../../../widget/contract/options.ts';
import type { FeedDefinition } from '../../model/feed-definition.ts';
import { type EmbedMethod, isFramed } from '../../model/platforms.ts';
import type { Site } from '../../model/site.ts';
import { basePath } from '../links.ts';
import type { PreviewPage } from './builder-query.ts';
import { embedMethodCode } from './embed-method-code.ts';

export interface PreviewInput {
  readonly site: Site;
  readonly definition: FeedDefinition;
  readonly options: Options;
  readonly page: PreviewPage;
  /** Shown as an iframe or as the script, whichever has the same look. */
  readonly method: EmbedMethod;
}

/** Addresses in the snippet have no host, because our policy allows scripts and iframes only of the page's own origin. */
export function buildPreviewView(input: PreviewInput, css: string) {
  const { site, page, method } = input;
  const base = basePath(site);
  const code = embedMethodCode(isFramed(method) ? 'frame' : 'script', input);
  return { css, page, code: code.replaceAll(`src="${site.publicUrl}/`, `src="${base}/`) };
}

/** The policy must allow it by its hash. */
export function findInlineScript(html: string): string | undefined {
  return /<script>(.*?)<\/script>/s.exec(html)?.[1];
}
