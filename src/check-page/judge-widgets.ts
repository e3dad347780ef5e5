import type { Finding } from '../model/page-report.ts';
import { judgePolicies } from './judge-policies.ts';
import { judgeFilling, judgeScript } from './judge-script.ts';
import { type Look, nameOfFeed, snippetFor } from './look.ts';
import type { PageScript, Place } from './page-facts.ts';
import { showSettings } from './settings.ts';

/** What there is to say of every place for headlines, of the scripts that fill them, and of scripts without a place. */
export function judgeWidgets(look: Look): readonly Finding[] {
  const { facts } = look;
  if (facts.places.length > 0) {
    // Once for each script, since every place may look at every script.
    const ofScripts = new Map(facts.scripts.map((script) => [script, judgeScript(look, script)]));
    return facts.places.flatMap((place) => judgePlace(look, place, ofScripts));
  }
  return facts.scripts
    .filter(({ address }) => address.server !== 'other')
    .flatMap((script) => withoutPlace(look, script));
}

function judgePlace(
  look: Look,
  place: Place,
  ofScripts: ReadonlyMap<PageScript, readonly Finding[]>,
): readonly Finding[] {
  const { feed, link, empty, options } = place;
  if (feed === undefined && !empty) {
    return [
      {
        kind: 'place-without-link',
        weight: 'mend',
        says: 'The place for the headlines is there, but the link inside it, which says which headlines, is gone.',
        todo: 'Replace what is there by the whole snippet:',
        paste: snippetFor(look, undefined, options),
      },
    ];
  }
  const scripts = look.facts.scripts.filter(({ address }) => address.server !== 'other' || address.base === link?.base);
  if (scripts.length === 0) return [scriptMissing(look, place)];
  const filling = scripts.filter(({ address }) => address.kind === 'code' || (feed ?? address.feed) === address.feed);
  const [best] = filling
    .map((script) => ({ script, findings: judgeFilling(look, script, ofScripts.get(script) ?? [], place) }))
    .toSorted((a, b) => countMends(a.findings) - countMends(b.findings));
  if (best === undefined) return [feedMismatch(look, place, scripts)];
  if (countMends(best.findings) > 0) return best.findings;
  return [works(look, place, best.script), ...best.findings, ...judgeExtras(look, place, best.script)];
}

function works(look: Look, { feed, options }: Place, { address }: PageScript): Finding {
  const path = feed ?? address.feed;
  const which = path === '' ? 'Headlines stand' : `The headlines of ${nameOfFeed(look, path)} stand`;
  return {
    kind: 'widget-works',
    weight: 'works',
    says: `${which} in this page, ${showSettings(options)}.`,
  };
}

/** What does not keep the headlines away, but some of what belongs to them. */
function judgeExtras(look: Look, place: Place, { address }: PageScript): readonly Finding[] {
  const { publicUrl } = look.newsroom.site;
  const { count, images } = place.options;
  const carried = Number(address.url.searchParams.get('count') ?? 5);
  const found: Finding[] = [];
  if (images !== 'off') {
    found.push(...judgePolicies(look, { kind: 'picture', url: new URL(`${publicUrl}/media/picture.jpg`) }, 'note'));
  }
  if (address.kind === 'script' && count > carried) {
    const url = new URL(`${publicUrl}/v1/feed.json`);
    found.push(...judgePolicies(look, { kind: 'headlines', url }, 'note'));
  }
  if (place.empty) {
    found.push({
      kind: 'place-empty',
      weight: 'note',
      says: 'The link inside the place for the headlines is gone. Visitors without JavaScript, and search engines, see nothing there.',
      todo: 'This snippet has it:',
      paste: snippetFor(look, place.feed ?? address.feed, place.options),
    });
  }
  return found;
}

function scriptMissing(look: Look, { feed, options }: Place): Finding {
  return {
    kind: 'script-missing',
    weight: 'mend',
    says: 'The place for the headlines is there, but our script is not. Most often the site’s editor has taken it out when the page was saved.',
    todo: `${adviceOf(look)}Paste the whole snippet again:`,
    paste: snippetFor(look, feed, options),
  };
}

function withoutPlace(look: Look, script: PageScript): readonly Finding[] {
  return [
    {
      kind: 'place-missing',
      weight: 'mend',
      says: 'Our script is there, but the place for the headlines, the first part of the snippet, is not.',
      todo: `${adviceOf(look)}Replace what is there by the whole snippet:`,
      paste: snippetFor(look, script.address.feed),
    },
  ];
}

function feedMismatch(look: Look, { feed, options }: Place, scripts: readonly PageScript[]): Finding {
  const brought = [...new Set(scripts.map(({ address }) => nameOfFeed(look, address.feed)))].join(' and ');
  return {
    kind: 'feed-mismatch',
    weight: 'mend',
    says: `The place asks for the headlines of ${nameOfFeed(look, feed ?? '')}, but the script brings those of ${brought}. Two snippets have been mixed up.`,
    todo: 'Replace both parts by this:',
    paste: snippetFor(look, feed, options),
  };
}

/** Where the page's own site builder takes a snippet whole. */
export function adviceOf({ platform }: Look): string {
  return platform?.page === undefined ? '' : `${platform.page.advice} `;
}

function countMends(findings: readonly Finding[]): number {
  return findings.filter(({ weight }) => weight === 'mend').length;
}
