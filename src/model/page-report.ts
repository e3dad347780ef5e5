/** What a finding means for whoever asked: it works; it has to be mended; it is good to know; it could not be judged. */
export type Weight = 'works' | 'mend' | 'note' | 'unknown';

/** Everything that a check of a page can find. */
export type FindingKind =
  // It works.
  | 'widget-works'
  | 'frame-works'
  | 'fragment-works'
  | 'plugin-works'
  // The snippet is not whole.
  | 'script-missing'
  | 'place-missing'
  | 'place-empty'
  | 'place-without-link'
  | 'only-link'
  | 'pasted-as-text'
  | 'noscript-only'
  | 'nothing-found'
  | 'plugin-without-headlines'
  // Something keeps it from working.
  | 'policy-blocks-script'
  | 'policy-blocks-frame'
  | 'policy-blocks-pictures'
  | 'policy-blocks-headlines'
  | 'mixed-content'
  | 'held-back'
  | 'delayed'
  // It asks for the wrong thing.
  | 'feed-missing'
  | 'feed-moved'
  | 'feed-unchecked'
  | 'feed-mismatch'
  | 'old-address'
  // There is no page to look at, or not all of it.
  | 'address-refused'
  | 'our-own-page'
  | 'not-on-the-web'
  | 'unreachable'
  | 'certificate'
  | 'too-slow'
  | 'unreadable'
  | 'too-many-redirects'
  | 'page-missing'
  | 'log-in'
  | 'turned-away'
  | 'site-error'
  | 'not-a-page'
  | 'built-by-script'
  | 'inside-other-frames'
  | 'truncated'
  | 'redirected';

/** One thing that a check found out, in words for somebody who has never seen HTML. */
export interface Finding {
  readonly kind: FindingKind;
  readonly weight: Weight;
  readonly says: string;
  /** What to do about it. */
  readonly todo?: string;
  /** The snippet, line or address that doing it needs. */
  readonly paste?: string;
}

/** What all findings come to. */
export type Verdict = 'working' | 'partly' | 'broken' | 'unknown';

/** What became of checking a page. */
export interface PageReport {
  readonly verdict: Verdict;
  /** What matters most stands first. */
  readonly findings: readonly Finding[];
}

/** A verdict in a few words. */
export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  working: 'It works',
  partly: 'Some of it works',
  broken: 'It does not work yet',
  unknown: 'We could not tell',
};

/** A weight in a word or two. */
export const WEIGHT_WORDS: Readonly<Record<Weight, string>> = {
  works: 'Works',
  mend: 'To mend',
  note: 'Good to know',
  unknown: 'Not known',
};

const ORDER: readonly Weight[] = ['mend', 'works', 'unknown', 'note'];

/** Findings as a report: what was found twice stands once, and the verdict follows. */
export function buildPageReport(findings: readonly Finding[]): PageReport {
  const distinct = [...new Map(findings.map((finding) => [JSON.stringify(finding), finding])).values()];
  const has = (weight: Weight) => distinct.some((finding) => finding.weight === weight);
  const verdict = has('works') ? (has('mend') ? 'partly' : 'working') : has('mend') ? 'broken' : 'unknown';
  return { verdict, findings: distinct.toSorted((a, b) => ORDER.indexOf(a.weight) - ORDER.indexOf(b.weight)) };
}
