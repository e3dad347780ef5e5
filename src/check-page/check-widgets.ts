import { OPTIONS } from '../../widget/contract/options.ts';
import type { Finding } from '../model/page-report.ts';
import { adviceOf, type CheckContext, nameOfFeed, snippetFor } from './check-context.ts';
import { checkImagePolicies } from './check-policies.ts';
import { checkHeadlinePolicies, checkMountedScript, checkScript } from './check-script.ts';
import { note, problem, works } from './finding.ts';
import type { MountPoint } from './mount-point-parser.ts';
import type { PageScript } from './page-facts.ts';
import { describeOptions } from './page-options.ts';

export function checkWidgets(context: CheckContext): readonly Finding[] {
  const { mountPoints, scripts } = context.facts;
  if (mountPoints.length > 0) {
    // Each script is checked once, since every mount point may try every script.
    const ofScripts = new Map(scripts.map((script) => [script, checkScript(context, script)]));
    return mountPoints.flatMap((mountPoint) => checkMountPoint(context, mountPoint, ofScripts));
  }
  return scripts
    .filter(({ url }) => url.server !== 'other')
    .map(({ url }) =>
      problem('mount-point-missing', 'Our script is on the page, but the first part of the snippet is missing.', {
        todo: `${adviceOf(context)}Replace what is there with the whole snippet:`,
        snippet: snippetFor(context, url.feed),
      }),
    );
}

function checkMountPoint(
  context: CheckContext,
  mountPoint: MountPoint,
  ofScripts: ReadonlyMap<PageScript, readonly Finding[]>,
): readonly Finding[] {
  const { feed, link, isEmpty, options } = mountPoint;
  if (feed === undefined && !isEmpty) {
    const message = 'The snippet’s link, which says which headlines to show, is missing.';
    return [
      problem('mount-point-without-link', message, {
        todo: 'Replace what is there with the whole snippet:',
        snippet: snippetFor(context, undefined, options),
      }),
    ];
  }
  const scripts = context.facts.scripts.filter(({ url }) => url.server !== 'other' || url.base === link?.base);
  if (scripts.length === 0) return [scriptMissing(context, mountPoint)];
  const [best] = scripts
    .filter(({ url }) => url.kind === 'widget-code' || (feed ?? url.feed) === url.feed)
    .map((script) => ({
      script,
      findings: checkMountedScript(context, script, ofScripts.get(script) ?? [], mountPoint),
    }))
    .toSorted((a, b) => countProblems(a.findings) - countProblems(b.findings));
  if (best === undefined) return [feedMismatch(context, mountPoint, scripts)];
  if (countProblems(best.findings) > 0) return best.findings;
  const path = feed ?? best.script.url.feed;
  const which = path === '' ? 'headlines' : `the headlines of ${nameOfFeed(context, path)}`;
  return [
    works('widget-works', `The page shows ${which}, ${describeOptions(options)}.`),
    ...best.findings,
    ...checkExtras(context, mountPoint, best.script),
  ];
}

function checkExtras(context: CheckContext, mountPoint: MountPoint, { url }: PageScript): readonly Finding[] {
  const { count, images } = mountPoint.options;
  const inScript = Number(url.url.searchParams.get('count') ?? OPTIONS.count.default);
  const found = images === 'off' ? [] : [...checkImagePolicies(context)];
  if (url.kind === 'feed-script' && count > inScript) found.push(...checkHeadlinePolicies(context, 'note'));
  if (mountPoint.isEmpty) {
    const message = 'The snippet’s link is missing. Visitors without JavaScript, and search engines, see nothing.';
    found.push(
      note('mount-point-empty', message, {
        todo: 'This snippet has the link:',
        snippet: snippetFor(context, mountPoint.feed ?? url.feed, mountPoint.options),
      }),
    );
  }
  return found;
}

function scriptMissing(context: CheckContext, { feed, options }: MountPoint): Finding {
  const message =
    'The first part of the snippet is on the page, but our script is missing. Usually the site’s editor removed it when the page was saved.';
  return problem('script-missing', message, {
    todo: `${adviceOf(context)}Paste the whole snippet again:`,
    snippet: snippetFor(context, feed, options),
  });
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
  return findings.filter(({ severity }) => severity === 'problem').length;
}
