export type Severity = 'ok' | 'problem' | 'note' | 'unknown';

export const FINDING_KINDS = [
  'widget-works',
  'frame-works',
  'fragment-works',
  'plugin-works',
  'script-missing',
  'mount-point-missing',
  'mount-point-empty',
  'mount-point-without-link',
  'only-link',
  'pasted-as-text',
  'noscript-only',
  'nothing-found',
  'curly-quotes',
  'wrong-markup',
  'mount-point-changed',
  'link-rewritten',
  'option-ignored',
  'plugin-without-headlines',
  'policy-blocks-script',
  'policy-blocks-frame',
  'policy-blocks-images',
  'policy-blocks-headlines',
  'mixed-content',
  'blocked-until-consent',
  'delayed',
  'script-copied',
  'version-missing',
  'integrity-mismatch',
  'frame-sandboxed',
  'hidden',
  'closed',
  'inert',
  'hidden-from-screen-readers',
  'feed-missing',
  'feed-moved',
  'feed-unchecked',
  'feed-mismatch',
  'old-address',
  'address-refused',
  'newsroom-page',
  'host-not-public',
  'unreachable',
  'certificate',
  'too-slow',
  'unreadable',
  'too-many-redirects',
  'page-missing',
  'login-required',
  'access-denied',
  'site-error',
  'not-a-page',
  'built-by-script',
  'inside-other-frames',
  'truncated',
  'redirected',
] as const;

export type FindingKind = (typeof FINDING_KINDS)[number];

/** For people who have never seen HTML. */
export interface Finding {
  readonly kind: FindingKind;
  readonly severity: Severity;
  readonly message: string;
  readonly todo?: string;
  /** The code, line or address to copy for that. */
  readonly snippet?: string;
}

export type Verdict = 'working' | 'partly' | 'broken' | 'unknown';

export interface PageReport {
  readonly verdict: Verdict;
  readonly findings: readonly Finding[];
}

export const VERDICT_LABELS: Readonly<Record<Verdict, string>> = {
  working: 'It works',
  partly: 'Some of it works',
  broken: 'It does not work yet',
  unknown: 'We could not tell',
};

/** In the order of a report. */
export const SEVERITY_LABELS: Readonly<Record<Severity, string>> = {
  problem: 'To fix',
  ok: 'Works',
  unknown: 'Not known',
  note: 'Good to know',
};

const ORDER = Object.keys(SEVERITY_LABELS);

export function buildPageReport(findings: readonly Finding[]): PageReport {
  const distinct = [...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values()];
  const has = (severity: Severity) => distinct.some((finding) => finding.severity === severity);
  const verdict = has('ok') ? (has('problem') ? 'partly' : 'working') : has('problem') ? 'broken' : 'unknown';
  return { verdict, findings: distinct.toSorted((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity)) };
}
