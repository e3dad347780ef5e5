import type { Finding } from '../model/page-report.ts';
import { adviceOf, type CheckContext, nameOfFeed, pasteAgain, snippetFor } from './check-context.ts';
import { checkFeed } from './check-feed.ts';
import { checkFrame } from './check-frame.ts';
import { checkPlugin } from './check-plugin.ts';
import { LOGIN_REQUIRED, SEE_YOURSELF } from './check-response.ts';
import { checkWidgets } from './check-widgets.ts';
import { explainChanges } from './explain-changes.ts';
import { note, problem, unknown, works } from './finding.ts';

/** A page with scripts and less text than this is built in the browser. */
const MIN_TEXT_LENGTH = 200;

export function checkContents(context: CheckContext): readonly Finding[] {
  const { facts } = context;
  const found = facts.isWrongMarkup
    ? [wrongMarkup(context)]
    : [
        ...checkWidgets(context),
        ...facts.frames.flatMap((frame) => checkFrame(context, frame)),
        ...facts.pluginEmbeds.flatMap((embed) => checkPlugin(context, embed)),
      ];
  return [...(found.length > 0 ? found : explainAbsence(context)), ...checkCoverage(context)];
}

function wrongMarkup(context: CheckContext): Finding {
  const [script] = context.facts.scripts;
  const message =
    'The tag of our script is wrong for this page. In HTML it must not end in “/>”, and in XML each attribute needs a value. Browsers then leave out what follows, or the whole page.';
  const help = { todo: 'Replace the snippet with this one:', snippet: snippetFor(context, script?.url.feed) };
  return problem('wrong-markup', message, help);
}

function explainAbsence(context: CheckContext): readonly Finding[] {
  const { facts } = context;
  const [link] = facts.links;
  const again = {
    todo: `${adviceOf(context)}Paste the whole snippet again:`,
    snippet: snippetFor(context, link?.feed),
  };
  const change = explainChanges(context, again);
  if (change !== undefined) return [change];
  if (link !== undefined && facts.shownCode === 'address') return [shownAddress(context, link.feed)];
  if (link !== undefined && facts.hasFragment) {
    const message = `The page contains the headlines of ${nameOfFeed(context, link.feed)} as plain HTML, from when the site was last built.`;
    return [works('fragment-works', message), ...checkFeed(context, link.feed)];
  }
  if (link !== undefined) {
    const message = `The page has only a link to ${nameOfFeed(context, link.feed)}. If you pasted the snippet, the site’s editor removed the rest when the page was saved. If you wanted only a link or a button, it is right.`;
    return [problem('only-link', message, pasteAgain(context, link.feed))];
  }
  return [facts.asksForPassword ? LOGIN_REQUIRED : explainNothing(context, again.snippet)];
}

/** WordPress turns the address into headlines only where it is alone on its line. */
function shownAddress(context: CheckContext, feed: string): Finding {
  const message = 'The page shows our address as text. Only some sites turn an address into headlines.';
  const help =
    context.platform?.page?.takesAddress === true
      ? {
          todo: `In ${context.platform.name}, add an “Embed” block and paste the address there:`,
          snippet: snippetFor(context, feed, undefined, 'link'),
        }
      : { todo: `${adviceOf(context)}Paste the whole snippet instead:`, snippet: snippetFor(context, feed) };
  return problem('pasted-as-text', message, help);
}

function explainNothing(context: CheckContext, snippet: string): Finding {
  const { facts, platform, page } = context;
  if (platform?.page?.buildsInBrowser === true || (facts.textLength < MIN_TEXT_LENGTH && facts.allScripts > 0)) {
    const maker = platform === undefined ? 'This site' : `${platform.name} made this site, and it`;
    return unknown(
      'built-by-script',
      `${maker} builds its pages in the visitor’s browser, so we do not get everything that visitors see.`,
      SEE_YOURSELF,
    );
  }
  const help = {
    todo: `${adviceOf(context)}Is it the right page, and was it published after the change? (We do not recognise RSS blocks.) This is the snippet:`,
    snippet,
  };
  return facts.otherFrames > 0 || page.truncated
    ? unknown('nothing-found', 'We found nothing of ours in the part of this page that we can see.', help)
    : problem('nothing-found', 'There is nothing of ours on this page.', help);
}

function checkCoverage({ page, facts }: CheckContext): readonly Finding[] {
  const found: Finding[] = [];
  if (page.truncated)
    found.push(note('truncated', 'The page is very large; we checked only its beginning.', SEE_YOURSELF));
  if (
    facts.otherFrames > 0 &&
    !facts.hasCurlyQuotes &&
    facts.mountPoints.length + facts.frames.length + facts.pluginEmbeds.length === 0
  ) {
    const message =
      'The page contains frames from other sites. Site builders often put a snippet into one; we do not check inside.';
    found.push(note('inside-other-frames', message, SEE_YOURSELF));
  }
  if (page.redirected)
    found.push(
      note('redirected', `The address redirects to ${page.url.host}; we checked the page there.`, {
        todo: 'If you meant another page, give its own address.',
      }),
    );
  return found;
}
