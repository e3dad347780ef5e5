import type { ArchiveServer } from '../widget/archive-stage.ts';
import type { BrowserName } from './drivers/test-browser.ts';
import type { PartnerPage } from './partner-site.ts';
import type { TestPage } from './test-page.ts';

type OptionValues = Readonly<Record<string, string | number>>;

/** What a case can use: a partner's site and the complete server, with different origins. */
export interface CaseStage extends Pick<ArchiveServer, 'origin' | 'intercept' | 'idOf'> {
  /** The snippet that the builder gives: the `div` and the script. */
  snippet(options?: OptionValues, feed?: string): string;
  /** The first part of the snippet, for a page with several. */
  div(options?: OptionValues, feed?: string): string;
  /** The second part. */
  script(feed?: string): string;
  /** The iframe that the builder gives. */
  iframe(options?: OptionValues, feed?: string): string;
  /** Adds a page to the partner's site and returns its address. */
  add(page: PartnerPage): string;
}

/** A page and what visitors must see on it. It knows nothing of the browser. */
export interface Case {
  /** A sentence. It is also a row of the table in docs/browsers.md. */
  readonly name: string;
  /** A page of the partner's site, its body, or an address. */
  readonly page: (stage: CaseStage) => PartnerPage | string | Promise<PartnerPage | string>;
  readonly check: (page: TestPage, stage: CaseStage) => Promise<void>;
  /** The browsers that cannot do it, with the reason. The case does not run there. */
  readonly except?: Readonly<Partial<Record<BrowserName, string>>>;
}
