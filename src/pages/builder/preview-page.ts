import type { Options } from '../../../widget/contract/options.ts';
import type { FeedDefinition } from '../../model/feed-definition.ts';
import type { Site } from '../../model/site.ts';
import { basePath } from '../links.ts';
import { buildPreviewCode } from './builder-page.ts';
import type { PreviewPage } from './builder-query.ts';

/** What the previewed page is made of. */
export interface PreviewInput {
  readonly site: Site;
  readonly definition: FeedDefinition;
  readonly options: Options;
  readonly page: PreviewPage;
}

/** `preview.hbs`. */
export interface PreviewView {
  readonly stylesheetPath: string;
  readonly page: PreviewPage;
  /** HTML of ours, which the template prints as it is. */
  readonly code: string;
}

/** A church's page with the very snippet in it. */
export function buildPreviewView(input: PreviewInput, stylesheetPath: string): PreviewView {
  const { site, page } = input;
  return { stylesheetPath: basePath(site) + stylesheetPath, page, code: buildPreviewCode(input) };
}
