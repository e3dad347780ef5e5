import { type Finding, type PageReport, VERDICT_WORDS, type Verdict, WEIGHT_WORDS } from '../model/page-report.ts';
import { basePath } from './links.ts';
import type { BuildLayout, PageInput, PageLayout } from './page-layout.ts';

/** What was asked and found; `report` is absent before anything is asked. */
export interface CheckPageInput extends PageInput {
  /** The address as it was typed; empty where none was. */
  readonly address: string;
  readonly report?: PageReport | undefined;
}

/** `check-page.hbs`. */
export interface CheckPageView {
  readonly layout: PageLayout;
  readonly action: string;
  readonly address: string;
  readonly report: ReportView | undefined;
}

interface ReportView {
  readonly verdict: Verdict;
  readonly words: string;
  readonly findings: readonly FindingView[];
}

interface FindingView {
  readonly weight: Finding['weight'];
  readonly label: string;
  readonly says: string;
  readonly todo: string | undefined;
  readonly paste: string | undefined;
}

/** The form that takes the address of a page, and what a check of it found. It works without JavaScript. */
export function buildCheckPageView(input: CheckPageInput, buildLayout: BuildLayout): CheckPageView {
  const { site, headlinesFeed, address, report } = input;
  const description = `Whether the headlines of ${site.name} stand on your page, and what keeps them away.`;
  return {
    // Without a canonical address the page is not for search engines.
    layout: buildLayout({ site, headlinesFeed }, { title: 'Check my page', description }),
    action: `${basePath(site)}/embed/check`,
    address,
    report: report && {
      verdict: report.verdict,
      words: VERDICT_WORDS[report.verdict],
      findings: report.findings.map(({ weight, says, todo, paste }) => ({
        weight,
        label: WEIGHT_WORDS[weight],
        says,
        todo,
        paste,
      })),
    },
  };
}
