import type { Finding } from '../model/page-report.ts';
import { type CheckContext, nameOfFeed } from './check-context.ts';
import { checkFeed } from './check-feed.ts';
import { checkIgnoredOptions } from './check-ignored-options.ts';
import { placeFindings } from './check-places.ts';
import { checkPolicies } from './check-policies.ts';
import { blockedUntilConsent, checkUrl } from './check-script.ts';
import { note, problem, works } from './finding.ts';
import type { PageFrame } from './page-facts.ts';
import { describeOptions, listIgnoredOptions, parsePageOptions } from './page-options.ts';

export function checkFrame(context: CheckContext, frame: PageFrame): readonly Finding[] {
  const { url, places } = frame;
  const found = [
    ...checkUrl(context, url, url.url.href.replace(/^http:/, 'https:')),
    ...checkState(context, frame),
    ...checkPolicies(context, { kind: 'frame', url: url.url }, 'problem'),
    ...(url.kind === 'article-frame' ? [] : checkFeed(context, url.feed)),
  ];
  if (found.some(({ severity }) => severity === 'problem')) return found;
  const read = (name: string) => url.url.searchParams.get(name);
  const options = parsePageOptions(read);
  const isArticle = url.kind === 'article-frame';
  const what = `headlines of ${nameOfFeed(context, url.feed)}`;
  const message = isArticle
    ? 'The page shows one of our articles in a frame.'
    : `The page shows the ${what} in a frame, ${describeOptions(options)}.`;
  return [
    ...placeFindings(places, isArticle ? 'Our articles' : `The ${what}`, works('frame-works', message)),
    ...found,
    ...checkSandbox(frame),
    ...checkQuery(frame),
    ...checkIgnoredOptions(listIgnoredOptions(read)),
  ];
}

/** Editors that escape twice write `&amp;amp;` for `&amp;`. */
function checkQuery({ url }: PageFrame): readonly Finding[] {
  const { href } = url.url;
  if (!/[?&]amp;/.test(href)) return [];
  const message =
    'An editor has changed the address of the frame (“&amp;” became “&amp;amp;”), so some options are lost.';
  return [
    problem('wrong-markup', message, {
      todo: 'Give the frame this address again:',
      snippet: href.replace(/([?&])(?:amp;)+/g, '$1'),
    }),
  ];
}

function checkState(context: CheckContext, { state }: PageFrame): readonly Finding[] {
  switch (state) {
    case 'shown':
      return [];
    case 'blocked':
      return [blockedUntilConsent(context)];
    case 'lazy': {
      const message = 'A plugin loads our frame when a visitor scrolls to it. That works.';
      return [note('delayed', message, { todo: 'You need not change anything.' })];
    }
    case 'placeholder': {
      const message = 'A plugin shows something else in our frame until a visitor clicks it.';
      const todo = 'If the headlines should appear at once, exclude this address in the settings of the plugin:';
      return [note('delayed', message, { todo, snippet: new URL(context.site.publicUrl).host })];
    }
  }
}

/** WordPress opens the links itself, by its script `wp-embed`. */
function checkSandbox({ sandbox, isOfWordPress }: PageFrame): readonly Finding[] {
  if (sandbox === undefined || isOfWordPress) return [];
  if (sandbox.some((token) => /^allow-(?:popups|top-navigation)/.test(token))) return [];
  const message = 'The frame has a sandbox in which links do nothing: a click on a headline opens no article.';
  return [
    problem('frame-sandboxed', message, {
      todo: 'Remove the attribute “sandbox” from the frame. Or give it this value:',
      snippet: 'allow-scripts allow-popups allow-popups-to-escape-sandbox',
    }),
  ];
}
