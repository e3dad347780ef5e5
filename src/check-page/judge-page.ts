import type { Finding } from '../model/page-report.ts';
import { logIn, unknown } from './judge-answer.ts';
import { judgeFeed } from './judge-feed.ts';
import { judgePlugins } from './judge-plugins.ts';
import { judgePolicies } from './judge-policies.ts';
import { heldBack, judgeAddress } from './judge-script.ts';
import { adviceOf, judgeWidgets } from './judge-widgets.ts';
import { type Look, nameOfFeed, snippetFor } from './look.ts';
import type { PageFrame } from './page-facts.ts';
import { parseSettings, showSettings } from './settings.ts';

/** A page with less to read than this, and with scripts, is put together in the browser. */
const LEAST_TEXT = 200;

/** What a page that could be read tells: of every widget and frame, or why there is none. */
export function judgePage(look: Look): readonly Finding[] {
  const found = [
    ...judgeWidgets(look),
    ...look.facts.frames.flatMap((frame) => judgeFrame(look, frame)),
    ...judgePlugins(look),
  ];
  return [...(found.length > 0 ? found : judgeAbsence(look)), ...judgeView(look)];
}

function judgeFrame(look: Look, { address, heldBack: waits }: PageFrame): readonly Finding[] {
  const found = [
    ...judgeAddress(look, address, address.url.href.replace(/^http:/, 'https:')),
    ...(waits ? [heldBack(new URL(look.newsroom.site.publicUrl).host)] : []),
    ...judgePolicies(look, { kind: 'frame', url: address.url }, 'mend'),
    ...(address.kind === 'card' ? [] : judgeFeed(look, address.feed)),
  ];
  if (found.some(({ weight }) => weight === 'mend')) return found;
  const options = parseSettings((name) => address.url.searchParams.get(name));
  const says =
    address.kind === 'card'
      ? 'The frame with an article of ours stands in this page.'
      : `The frame with the headlines of ${nameOfFeed(look, address.feed)} stands in this page, ${showSettings(options)}.`;
  return [{ kind: 'frame-works', weight: 'works', says }, ...found];
}

function judgeAbsence(look: Look): readonly Finding[] {
  const { facts, platform } = look;
  const [link] = facts.links;
  const again = { todo: `${adviceOf(look)}Paste the whole snippet again:`, paste: snippetFor(look, link?.feed) };
  if (facts.pastedAsText) {
    return [
      {
        kind: 'pasted-as-text',
        weight: 'mend',
        says: 'The snippet stands on the page as words to read: it was pasted where text goes, and not where code goes.',
        ...again,
      },
    ];
  }
  if (facts.inert) {
    return [
      {
        kind: 'noscript-only',
        weight: 'mend',
        says: 'The snippet stands in a part of the page that browsers do not run (noscript or template).',
        ...again,
      },
    ];
  }
  if (link !== undefined && facts.hasFragment) {
    const says = `The headlines of ${nameOfFeed(look, link.feed)} stand in this page as plain HTML, as new as when the site was last built.`;
    return [{ kind: 'fragment-works', weight: 'works', says }, ...judgeFeed(look, link.feed)];
  }
  if (link !== undefined) {
    return [
      {
        kind: 'only-link',
        weight: 'mend',
        says: `Of our snippet only the link to ${nameOfFeed(look, link.feed)} is left. Most often the site’s editor has taken the rest out when the page was saved.`,
        ...again,
      },
    ];
  }
  if (facts.asksForPassword) return [logIn()];
  if (platform?.page?.buildsInBrowser === true || (facts.textLength < LEAST_TEXT && facts.allScripts > 0)) {
    const maker = platform === undefined ? 'This site' : `${platform.name} made this site, and it`;
    return [
      unknown(
        'built-by-script',
        `${maker} puts its pages together in the visitor’s browser, so what we are sent does not hold all that visitors see.`,
        'Open the page in your browser: the headlines either stand there, or only their link does.',
      ),
    ];
  }
  const missing: Finding = {
    kind: 'nothing-found',
    weight: 'mend',
    says: 'There is nothing of ours on this page.',
    todo: `${adviceOf(look)}Is it the right page, and was it published after the change? This is the snippet:`,
    paste: again.paste,
  };
  // A claim that something is not there needs that all of it was seen.
  return facts.otherFrames > 0 || look.page.truncated
    ? [{ ...missing, weight: 'unknown', says: 'We found nothing of ours in the part of this page that we can see.' }]
    : [missing];
}

/** How much of the page was seen. */
function judgeView({ page, facts }: Look): readonly Finding[] {
  const found: Finding[] = [];
  if (page.truncated)
    found.push({ kind: 'truncated', weight: 'note', says: 'The page is very large; we read its beginning only.' });
  if (facts.otherFrames > 0 && facts.places.length + facts.frames.length + facts.plugins.length === 0) {
    found.push({
      kind: 'inside-other-frames',
      weight: 'note',
      says: 'There are frames of others on the page. Site builders often put a snippet into one; we do not look inside.',
    });
  }
  if (page.redirected)
    found.push({
      kind: 'redirected',
      weight: 'note',
      says: `The address leads on to ${page.url.host}, and that is what we looked at.`,
    });
  return found;
}
