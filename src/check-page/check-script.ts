import type { Finding } from '../model/page-report.ts';
import { type CheckContext, listPolicies, snippetFor } from './check-context.ts';
import { checkFeed } from './check-feed.ts';
import { checkIntegrity } from './check-integrity.ts';
import { checkPolicies } from './check-policies.ts';
import { type Help, note, problem } from './finding.ts';
import type { MountPoint } from './mount-point-parser.ts';
import { findCopier, type Optimiser } from './optimisers.ts';
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
  const { url, src, policiesBefore, nonce, integrity, copy } = script;
  const found = [...checkState(context, script)];
  if (url.server === 'other') return found;
  if (src !== undefined)
    found.push(...checkPolicies(context, { kind: 'script', url: src, nonce, integrity }, 'problem', policiesBefore));
  const mustFetch = url.kind === 'widget-code' || copy !== undefined;
  return [
    ...found,
    ...(mustFetch ? checkHeadlinePolicies(context, 'problem') : []),
    ...(copy === undefined ? checkIntegrity(context, script) : [explainCopy(context, script, copy)]),
  ];
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

function checkState(context: CheckContext, { state, delayer, url }: PageScript): readonly Finding[] {
  switch (state) {
    case 'runs':
      return [];
    case 'delayed': {
      const name = delayer?.name ?? 'A plugin that makes the site faster';
      const message = `${name} delays our script until a visitor scrolls or touches the page. Until then visitors see only a link.`;
      return [
        note('delayed', message, leaveAlone(context, delayer, url.feed, 'If the headlines should appear at once: ')),
      ];
    }
    case 'loaded': {
      const message = 'Another script of the page loads our script. We cannot see whether and when it does that.';
      const todo = 'Open the page in your browser. If you see only a link, paste the whole snippet instead:';
      return [note('delayed', message, { todo, snippet: snippetFor(context, url.feed) })];
    }
    case 'blocked':
      return [blockedUntilConsent(context)];
  }
}

/** Optimisers and caches that copied our script never get the newer one. */
function explainCopy(
  context: CheckContext,
  { src, url }: PageScript,
  { at, hasHeadlines }: NonNullable<PageScript['copy']>,
): Finding {
  const copier = src && findCopier(src);
  const copied = `${copier?.name ?? 'A plugin that makes the site faster'} has copied our script to the site’s own server.`;
  const help = leaveAlone(context, copier, url.feed);
  if (!hasHeadlines)
    return note('script-copied', `${copied} It works, but the copy does not get our improvements.`, help);
  if (at === undefined) {
    const message = `${copied} The copy always shows the same old headlines, also those that we have withdrawn since.`;
    return problem('script-copied', message, help);
  }
  const day = new Date(at * 1000).toLocaleDateString('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
  const message = `${copied} The copy is of ${day}. When it is older than twelve hours, our script asks us for new headlines. So it works, but the headlines appear later.`;
  return note('script-copied', message, help);
}

/** How to make an optimiser leave our script alone. The present snippet asks some of them by itself. */
function leaveAlone(context: CheckContext, optimiser: Optimiser | undefined, feed: string, when = ''): Help {
  if (optimiser !== undefined && optimiser.setting === undefined) {
    return { todo: `${when}Replace the snippet with this one:`, snippet: snippetFor(context, feed) };
  }
  const setting = optimiser?.setting ?? 'the settings of the plugin, in what it must not change, combine or delay';
  return {
    todo: `${when}Add this line in ${setting}. Then clear the plugin’s cache:`,
    snippet: `${new URL(context.site.publicUrl).host}/v1/`,
  };
}

export function blockedUntilConsent({ site }: CheckContext): Finding {
  const message =
    'A cookie banner or another plugin blocks our headlines until a visitor agrees. We set no cookies and track nobody, so no consent is needed.';
  return problem('blocked-until-consent', message, {
    todo: 'In the banner’s settings, mark this address as “necessary”, or exclude it:',
    snippet: new URL(site.publicUrl).host,
  });
}
