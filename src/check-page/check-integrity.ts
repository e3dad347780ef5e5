import { createHash } from 'node:crypto';
import type { Finding } from '../model/page-report.ts';
import { type CheckContext, snippetFor } from './check-context.ts';
import { problem } from './finding.ts';
import type { PageScript } from './page-facts.ts';

const STRENGTHS = ['sha512', 'sha384', 'sha256'];

/** Whether browsers accept the bytes of our script (Subresource Integrity). */
export function checkIntegrity(context: CheckContext, { url, integrity, crossorigin }: PageScript): readonly Finding[] {
  const [, version] = /\/v(\d+\.\d+\.\d+)\/tidings\.js$/.exec(url.url.pathname) ?? [];
  const help = { todo: 'Replace the snippet with this one:', snippet: snippetFor(context, url.feed) };
  const code = version === undefined ? undefined : context.releases.get(version);
  if (version !== undefined && code === undefined) {
    const message = `The page asks for version ${version} of our script, which we do not have.`;
    return [problem('version-missing', message, help)];
  }
  const hashes = (integrity ?? '')
    .trim()
    .split(/\s+/)
    .filter((hash) => STRENGTHS.includes(hash.split('-')[0] ?? ''));
  if (hashes.length === 0) return [];
  if (code === undefined) {
    const message =
      'The snippet accepts only one state of our script (the attribute “integrity”). The script changes with the news, and browsers then refuse it.';
    return [problem('integrity-mismatch', message, help)];
  }
  if (!crossorigin) {
    const message =
      'The snippet has the attribute “integrity” without the attribute “crossorigin”. Browsers then refuse our script.';
    return [problem('integrity-mismatch', message, help)];
  }
  // Only the strongest kind counts (SRI, 3.3.4).
  const strongest = STRENGTHS.find((strength) => hashes.some((hash) => hash.startsWith(strength))) ?? '';
  const counted = hashes.filter((hash) => hash.startsWith(strongest)).map((hash) => hash.replace(/\?.*$/, ''));
  if (counted.includes(`${strongest}-${createHash(strongest).update(code).digest('base64')}`)) return [];
  const message = `The attribute “integrity” does not fit version ${version} of our script. Browsers then refuse it.`;
  return [problem('integrity-mismatch', message, help)];
}
