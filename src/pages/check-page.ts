import { type PageReport, SEVERITY_LABELS, VERDICT_LABELS } from '../model/page-report.ts';
import { basePath } from './links.ts';
import type { BuildLayout, PageInput } from './page-layout.ts';

export interface CheckPageInput extends PageInput {
  /** As it was typed; empty before a check. */
  readonly address: string;
  readonly report?: PageReport | undefined;
}

export function buildCheckPageView(input: CheckPageInput, buildLayout: BuildLayout) {
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
      // The template needs the optional fields too.
      findings: report.findings.map(({ severity, message, todo, snippet }) => {
        return { severity, label: SEVERITY_LABELS[severity], message, todo, snippet };
      }),
    },
  };
}
