import type { Finding } from '../model/page-report.ts';
import { adviceOf, type CheckContext, nameOfFeed, snippetFor } from './check-context.ts';
import { checkFeed } from './check-feed.ts';
import { checkPlugin } from './check-plugin.ts';
import { checkPolicies } from './check-policies.ts';
import { LOGIN_REQUIRED } from './check-response.ts';
import { blockedUntilConsent, checkUrl } from './check-script.ts';
import { checkWidgets } from './check-widgets.ts';
import { note, problem, unknown, works } from './finding.ts';
import type { PageFrame } from './page-facts.ts';
import { describeOptions, parsePageOptions } from './page-options.ts';

/** A page with scripts and less text than this is built in the browser. */
const MIN_TEXT_LENGTH = 200;

export function checkContents(context: CheckContext): readonly Finding[] {
  const found = [
    ...checkWidgets(context),
    ...context.facts.frames.flatMap((frame) => checkFrame(context, frame)),
    ...context.facts.pluginEmbeds.flatMap((embed) => checkPlugin(context, embed)),
  ];
  return [...(found.length > 0 ? found : explainAbsence(context)), ...checkCoverage(context)];
}

function checkFrame(context: CheckContext, { url, isBlocked }: PageFrame): readonly Finding[] {
  const found = [
    ...checkUrl(context, url, url.url.href.replace(/^http:/, 'https:')),
    ...(isBlocked ? [blockedUntilConsent(context)] : []),
    ...checkPolicies(context, { kind: 'frame', url: url.url }, 'problem'),
    ...(url.kind === 'article-frame' ? [] : checkFeed(context, url.feed)),
  ];
  if (found.some(({ severity }) => severity === 'problem')) return found;
  const options = parsePageOptions((name) => url.url.searchParams.get(name));
  const message =
    url.kind === 'article-frame'
      ? 'The page shows one of our articles in a frame.'
      : `The page shows the headlines of ${nameOfFeed(context, url.feed)} in a frame, ${describeOptions(options)}.`;
  return [works('frame-works', message), ...found];
}

function explainAbsence(context: CheckContext): readonly Finding[] {
  const { facts } = context;
  const [link] = facts.links;
  const pasteAgain = {
    todo: `${adviceOf(context)}Paste the whole snippet again:`,
    snippet: snippetFor(context, link?.feed),
  };
  if (facts.pastedAsText) {
    const message = 'The page shows the snippet as text: it was pasted where text goes, not where code goes.';
    return [problem('pasted-as-text', message, pasteAgain)];
  }
  if (facts.isInert) {
    const message = 'The snippet is in a part of the page that browsers do not run (noscript or template).';
    return [problem('noscript-only', message, pasteAgain)];
  }
  if (link !== undefined && facts.hasFragment) {
    const message = `The page contains the headlines of ${nameOfFeed(context, link.feed)} as plain HTML, from when the site was last built.`;
    return [works('fragment-works', message), ...checkFeed(context, link.feed)];
  }
  if (link !== undefined) {
    const message = `Only the link to ${nameOfFeed(context, link.feed)} is left of our snippet. Usually the site’s editor removed the rest when the page was saved.`;
    return [problem('only-link', message, pasteAgain)];
  }
  return [facts.asksForPassword ? LOGIN_REQUIRED : explainNothing(context, pasteAgain.snippet)];
}

function explainNothing(context: CheckContext, snippet: string): Finding {
  const { facts, platform, page } = context;
  if (platform?.page?.buildsInBrowser === true || (facts.textLength < MIN_TEXT_LENGTH && facts.allScripts > 0)) {
    const maker = platform === undefined ? 'This site' : `${platform.name} made this site, and it`;
    return unknown(
      'built-by-script',
      `${maker} builds its pages in the visitor’s browser, so we do not get everything that visitors see.`,
      { todo: 'Open the page in your browser: you see either headlines or only a link.' },
    );
  }
  const help = {
    todo: `${adviceOf(context)}Is it the right page, and was it published after the change? This is the snippet:`,
    snippet,
  };
  return facts.otherFrames > 0 || page.truncated
    ? unknown('nothing-found', 'We found nothing of ours in the part of this page that we can see.', help)
    : problem('nothing-found', 'There is nothing of ours on this page.', help);
}

function checkCoverage({ page, facts }: CheckContext): readonly Finding[] {
  const found: Finding[] = [];
  if (page.truncated) found.push(note('truncated', 'The page is very large; we checked only its beginning.'));
  if (facts.otherFrames > 0 && facts.mountPoints.length + facts.frames.length + facts.pluginEmbeds.length === 0) {
    const message =
      'The page contains frames from other sites. Site builders often put a snippet into one; we do not check inside.';
    found.push(note('inside-other-frames', message));
  }
  if (page.redirected)
    found.push(note('redirected', `The address redirects to ${page.url.host}; we checked the page there.`));
  return found;
}
