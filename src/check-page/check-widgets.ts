import { OPTIONS } from '../../widget/contract/options.ts';
import type { Finding } from '../model/page-report.ts';
import { adviceOf, type CheckContext, nameOfFeed, pasteAgain, snippetFor } from './check-context.ts';
import { checkIgnoredOptions } from './check-ignored-options.ts';
import { placeFindings } from './check-places.ts';
import { checkImagePolicies } from './check-policies.ts';
import { SEE_YOURSELF } from './check-response.ts';
import { checkHeadlinePolicies, checkMountedScript, checkScript } from './check-script.ts';
import { explainChanges } from './explain-changes.ts';
import { note, problem, unknown, works } from './finding.ts';
import type { MountPoint } from './mount-point-parser.ts';
import type { PageScript } from './page-facts.ts';
import { describeOptions } from './page-options.ts';

export function checkWidgets(context: CheckContext): readonly Finding[] {
  const { mountPoints, lookalikes, scripts } = context.facts;
  // Each script is checked once, since every mount point may try every script.
  const ofScripts = new Map(scripts.map((script) => [script, checkScript(context, script)]));
  const found = [
    ...mountPoints.flatMap((mountPoint) => checkMountPoint(context, mountPoint, ofScripts)),
    ...lookalikes.flatMap((lookalike) => checkLookalike(context, lookalike)),
  ];
  return found.length > 0 ? found : scripts.filter(isOurs).map(({ url }) => mountPointMissing(context, url.feed));
}

function checkMountPoint(
  context: CheckContext,
  mountPoint: MountPoint,
  ofScripts: ReadonlyMap<PageScript, readonly Finding[]>,
): readonly Finding[] {
  const { feed, link, isEmpty, options } = mountPoint;
  const { scripts } = context.facts;
  const serving = scripts.filter(({ url }) => url.kind === 'widget-code' || (feed ?? url.feed) === url.feed);
  // With one feed on the page, our script knows which headlines to show.
  const feeds = new Set(scripts.filter(isOurs).map(({ url }) => url.feed));
  const isUnclear = feed === undefined && (feeds.size > 1 || feeds.has(''));
  if (isUnclear || (feed === undefined && !isEmpty && !mountPoint.isRewritten)) {
    return [linkMissing(context, mountPoint)];
  }
  if (!scripts.some((script) => isOurs(script) || script.url.base === link?.base || serving.includes(script))) {
    return [scriptMissing(context, mountPoint)];
  }
  const [best] = serving
    .map((script) => ({
      script,
      findings: checkMountedScript(context, script, ofScripts.get(script) ?? [], mountPoint),
    }))
    .toSorted((a, b) => countProblems(a.findings) - countProblems(b.findings));
  if (best === undefined) return [feedMismatch(context, mountPoint, scripts)];
  if (countProblems(best.findings) > 0) return best.findings;
  const path = feed ?? best.script.url.feed;
  const what = `headlines of ${nameOfFeed(context, path)}`;
  const message = `The page shows the ${what}, ${describeOptions(options)}.`;
  return [
    ...placeFindings(mountPoint.places, `The ${what}`, works('widget-works', message)),
    ...best.findings,
    ...checkExtras(context, mountPoint, best.script),
  ];
}

function isOurs({ url }: PageScript): boolean {
  return url.server !== 'other';
}

/** Another element with our class: what is left of a snippet, or a part of the page that has the class by chance. */
function checkLookalike(
  context: CheckContext,
  { feed, hasElements, isRewritten, options }: MountPoint,
): readonly Finding[] {
  const { mountPoints, scripts } = context.facts;
  if (!scripts.some(isOurs)) return [];
  const help = { todo: 'Replace what is there with the whole snippet:', snippet: snippetFor(context, feed, options) };
  if (feed !== undefined) {
    const message =
      'There are words or images in the first part of the snippet, beside our link. Our script takes it for a part of your page and leaves it as it is.';
    return [problem('mount-point-changed', message, help)];
  }
  if (mountPoints.length > 0 || hasElements) return [];
  return [isRewritten ? problem('link-rewritten', REWRITTEN, help) : linkMissing(context, { options })];
}

const REWRITTEN =
  'The link in the snippet does not lead to us any more, so nothing says which headlines to show. Mail programs and some plugins change links.';

function checkExtras(context: CheckContext, mountPoint: MountPoint, { url }: PageScript): readonly Finding[] {
  const { count, images, layout } = mountPoint.options;
  const inScript = Number(url.url.searchParams.get('count') ?? OPTIONS.count.default);
  const found = images === 'off' ? [] : [...checkImagePolicies(context)];
  found.push(...checkIgnoredOptions(mountPoint.ignoredOptions));
  // Other pages of an archive, its search and its articles are requests; the first page is in the script.
  if (url.kind === 'feed-script' && layout === 'archive') found.push(...checkHeadlinePolicies(context, 'problem'));
  else if (url.kind === 'feed-script' && count > inScript) found.push(...checkHeadlinePolicies(context, 'note'));
  if (mountPoint.isEmpty) {
    const message = 'The snippet’s link is missing. Visitors without JavaScript, and search engines, see nothing.';
    found.push(
      note('mount-point-empty', message, {
        todo: 'This snippet has the link:',
        snippet: snippetFor(context, mountPoint.feed ?? url.feed, mountPoint.options),
      }),
    );
  }
  if (mountPoint.isRewritten) {
    const message =
      'The link in the snippet does not lead to us any more: a mail program or a plugin has changed it. The headlines appear, but visitors without JavaScript get the changed link.';
    found.push(
      note('link-rewritten', message, {
        todo: 'Copy the snippet from our page “For your website”, not from a mail:',
        snippet: snippetFor(context, mountPoint.feed ?? url.feed, mountPoint.options),
      }),
    );
  }
  if (mountPoint.hasMore) {
    const message =
      'There is more in the first part of the snippet than our link. Visitors do not see it while the headlines are there.';
    found.push(
      note('mount-point-changed', message, {
        todo: 'Move your own words and images out of the element with the class “tidings”.',
      }),
    );
  }
  return found;
}

function linkMissing(
  context: CheckContext,
  { options, isRewritten }: Pick<MountPoint, 'options'> & Partial<MountPoint>,
): Finding {
  const help = {
    todo: 'Replace what is there with the whole snippet:',
    snippet: snippetFor(context, undefined, options),
  };
  if (isRewritten === true) return problem('link-rewritten', REWRITTEN, help);
  const message = 'The snippet’s link, which says which headlines to show, is missing.';
  return problem('mount-point-without-link', message, help);
}

function mountPointMissing(context: CheckContext, feed: string): Finding {
  return problem('mount-point-missing', 'Our script is on the page, but the first part of the snippet is missing.', {
    todo: `${adviceOf(context)}Replace what is there with the whole snippet:`,
    snippet: snippetFor(context, feed),
  });
}

function scriptMissing(context: CheckContext, { feed, options }: MountPoint): Finding {
  const change = explainChanges(context, {
    todo: `${adviceOf(context)}Replace what is there with the whole snippet:`,
    snippet: snippetFor(context, feed, options),
  });
  if (change !== undefined) return change;
  if (context.facts.hasUnreadFiles) {
    const message =
      'The first part of the snippet is on the page. Our script may be in one of the files into which a plugin combines scripts: we could not read them all.';
    return unknown('script-missing', message, SEE_YOURSELF);
  }
  const message =
    'The first part of the snippet is on the page, but our script is missing. Usually the site’s editor removed it when the page was saved.';
  return problem('script-missing', message, pasteAgain(context, feed, options));
}

function feedMismatch(context: CheckContext, { feed, options }: MountPoint, scripts: readonly PageScript[]): Finding {
  const brought = [...new Set(scripts.map(({ url }) => nameOfFeed(context, url.feed)))].join(' and ');
  const message = `The first part of the snippet asks for the headlines of ${nameOfFeed(context, feed ?? '')}, but the script contains those of ${brought}. Two snippets were mixed up.`;
  return problem('feed-mismatch', message, {
    todo: 'Replace both parts with this:',
    snippet: snippetFor(context, feed, options),
  });
}

function countProblems(findings: readonly Finding[]): number {
  // An old copy shows headlines, though old ones.
  return findings.filter(({ kind, severity }) => severity === 'problem' && kind !== 'script-copied').length;
}
