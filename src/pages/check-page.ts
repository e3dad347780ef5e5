import {
  type Finding,
  type PageReport,
  SEVERITY_LABELS,
  type Severity,
  VERDICT_LABELS,
  type Verdict,
} from '../model/page-report.ts';
import { basePath } from './links.ts';
import type { BuildLayout, PageInput, PageLayout } from './page-layout.ts';

export interface CheckPageInput extends PageInput {
  /** As it was typed; empty before a check. */
  readonly address: string;
  /** Absent before a check. */
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
  readonly label: string;
  readonly findings: readonly FindingView[];
}

interface FindingView {
  readonly severity: Severity;
  readonly label: string;
  readonly message: string;
  readonly todo: string | undefined;
  readonly snippet: string | undefined;
}

/** The form for the address of a page, and the result of the check. It works without JavaScript. */
export function buildCheckPageView(input: CheckPageInput, buildLayout: BuildLayout): CheckPageView {
  const { site, headlinesFeed, address, report } = input;
  const description = `Check whether the headlines of ${site.name} work on your page, and what to fix.`;
  return {
    // Without a canonical URL, search engines ignore the page.
    layout: buildLayout({ site, headlinesFeed }, { title: 'Check my page', description }),
    action: `${basePath(site)}/embed/check`,
    address,
    report: report && {
      verdict: report.verdict,
      label: VERDICT_LABELS[report.verdict],
      findings: report.findings.map(buildFindingView),
    },
  };
}

function buildFindingView({ severity, message, todo, snippet }: Finding): FindingView {
  return { severity, label: SEVERITY_LABELS[severity], message, todo, snippet };
}
