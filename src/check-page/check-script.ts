import type { Finding } from '../model/page-report.ts';
import { type CheckContext, listPolicies, snippetFor } from './check-context.ts';
import { checkFeed } from './check-feed.ts';
import { checkPolicies } from './check-policies.ts';
import { note, problem } from './finding.ts';
import type { MountPoint } from './mount-point-parser.ts';
import type { PageScript } from './page-facts.ts';
import type { TidingsUrl } from './tidings-url.ts';

/** Findings about a script in one mount point. `ofScript` is the result of `checkScript`. */
export function checkMountedScript(
  context: CheckContext,
  { url }: PageScript,
  ofScript: readonly Finding[],
  { feed, options }: MountPoint,
): readonly Finding[] {
  const path = feed ?? url.feed;
  const found = [...checkUrl(context, url, snippetFor(context, path, options)), ...ofScript];
  return url.server === 'other' || path === '' ? found : [...found, ...checkFeed(context, path, options)];
}

export function checkScript(context: CheckContext, script: PageScript): readonly Finding[] {
  const { url, policiesBefore, nonce, integrity } = script;
  const found = [...checkState(context, script)];
  if (url.server === 'other') return found;
  found.push(...checkPolicies(context, { kind: 'script', url: url.url, nonce, integrity }, 'problem', policiesBefore));
  return url.kind === 'widget-code' ? [...found, ...checkHeadlinePolicies(context, 'problem')] : found;
}

export function checkHeadlinePolicies(context: CheckContext, severity: 'problem' | 'note'): readonly Finding[] {
  const url = new URL(`${context.site.publicUrl}/v1/feed.json`);
  return checkPolicies(context, { kind: 'headlines', url }, severity);
}

export function checkUrl(
  context: CheckContext,
  { server, base, url }: TidingsUrl,
  snippet: string,
): readonly Finding[] {
  const { site, page } = context;
  if (server === 'other') {
    const message = `The snippet gets headlines from ${new URL(base).host}, not from ${site.name} at ${new URL(site.publicUrl).host}.`;
    return [
      problem('old-address', message, {
        todo: `If you want the headlines of ${site.name}, replace it with this:`,
        snippet,
      }),
    ];
  }
  // Browsers then request the page's `http:` URLs by `https:` (Upgrade Insecure Requests, 3).
  const isUpgraded = listPolicies(context).some((policy) => policy.has('upgrade-insecure-requests'));
  if (page.url.protocol === 'https:' && url.protocol === 'http:' && !isUpgraded) {
    const message = 'The page is secure (https), but its snippet has an insecure address (http). Browsers block that.';
    const help = site.publicUrl.startsWith('https:')
      ? { todo: 'Replace the snippet with this one:', snippet }
      : { todo: 'Our server has no secure address yet; please tell us.' };
    return [problem('mixed-content', message, help)];
  }
  if (server === 'this') return [];
  return [
    note('old-address', 'The snippet has an older form of our address. It still works.', {
      todo: 'If you edit the page anyway, use the new snippet:',
      snippet,
    }),
  ];
}

function checkState(context: CheckContext, { state }: PageScript): readonly Finding[] {
  switch (state) {
    case 'runs':
      return [];
    case 'delayed': {
      const message =
        'A plugin that makes the site faster delays our script until a visitor scrolls or touches the page. Until then visitors see only a link.';
      return [
        note('delayed', message, {
          todo: 'If the headlines should appear at once, add this to what the plugin does not delay:',
          snippet: new URL(context.site.publicUrl).host,
        }),
      ];
    }
    case 'blocked':
      return [blockedUntilConsent(context)];
  }
}

export function blockedUntilConsent({ site }: CheckContext): Finding {
  const message =
    'A cookie banner or another plugin blocks our headlines until a visitor agrees. We set no cookies and track nobody, so no consent is needed.';
  return problem('blocked-until-consent', message, {
    todo: 'In the banner’s settings, mark this address as “necessary”, or exclude it:',
    snippet: new URL(site.publicUrl).host,
  });
}
