import type { Finding } from '../model/page-report.ts';
import { judgeFeed } from './judge-feed.ts';
import { judgePolicies } from './judge-policies.ts';
import { type Look, listPolicies, snippetFor } from './look.ts';
import type { OurAddress } from './our-address.ts';
import type { PageScript, Place } from './page-facts.ts';
import { upgradesInsecure } from './policy.ts';

/** What keeps a script from filling its place, and what is good to know of it. `ofScript` is what `judgeScript` says. */
export function judgeFilling(
  look: Look,
  { address }: PageScript,
  ofScript: readonly Finding[],
  { feed, options }: Place,
): readonly Finding[] {
  const path = feed ?? address.feed;
  const found = [...judgeAddress(look, address, snippetFor(look, path, options)), ...ofScript];
  return address.server === 'other' || path === '' ? found : [...found, ...judgeFeed(look, path, options)];
}

/** What keeps a script from running, whatever place it fills. */
export function judgeScript(look: Look, script: PageScript): readonly Finding[] {
  const { address, policiesBefore, nonce, integrity } = script;
  const found = [...judgeState(look, script)];
  if (address.server === 'other') return found;
  const { url } = address;
  found.push(...judgePolicies(look, { kind: 'script', url, nonce, integrity }, 'mend', policiesBefore));
  if (address.kind === 'code') {
    const headlines = new URL(`${look.newsroom.site.publicUrl}/v1/feed.json`);
    found.push(...judgePolicies(look, { kind: 'headlines', url: headlines }, 'mend'));
  }
  return found;
}

/** What there is to say of the server that an address names. */
export function judgeAddress(look: Look, { server, base, url }: OurAddress, snippet: string): readonly Finding[] {
  const { site } = look.newsroom;
  if (server === 'other') {
    return [
      {
        kind: 'old-address',
        weight: 'mend',
        says: `The snippet asks for headlines from ${new URL(base).host}, and not from ${site.name} at ${new URL(site.publicUrl).host}.`,
        todo: `If you want the headlines of ${site.name}, replace it by this:`,
        paste: snippet,
      },
    ];
  }
  const upgraded = listPolicies(look).some(upgradesInsecure);
  if (look.page.url.protocol === 'https:' && url.protocol === 'http:' && !upgraded) {
    const mendable = site.publicUrl.startsWith('https:');
    return [
      {
        kind: 'mixed-content',
        weight: 'mend',
        says: 'The page is a secure one (https), and its snippet asks for an insecure address (http). Browsers refuse that.',
        ...(mendable
          ? { todo: 'Replace the snippet by this one:', paste: snippet }
          : { todo: 'Our own server has no secure address yet; please tell us.' }),
      },
    ];
  }
  if (server === 'ours') return [];
  return [
    {
      kind: 'old-address',
      weight: 'note',
      says: 'The snippet has an older spelling of our address. It goes on working.',
      todo: 'If you edit the page anyway, this is today’s snippet:',
      paste: snippet,
    },
  ];
}

function judgeState(look: Look, { state }: PageScript): readonly Finding[] {
  const ours = new URL(look.newsroom.site.publicUrl).host;
  switch (state) {
    case 'runs':
      return [];
    case 'delayed':
      return [
        {
          kind: 'delayed',
          weight: 'note',
          says: 'A plugin that makes the site faster lets our script wait until a visitor scrolls or touches the page. Until then the link stands there.',
          todo: 'If the headlines should come at once, add this to what the plugin does not delay:',
          paste: ours,
        },
      ];
    case 'held-back':
      return [heldBack(ours)];
  }
}

/** Something waits for a visitor's consent that needs none. */
export function heldBack(host: string): Finding {
  return {
    kind: 'held-back',
    weight: 'mend',
    says: 'A cookie banner, or another plugin, holds our part back until a visitor agrees to it. We set no cookies and follow nobody, so nobody has to be asked.',
    todo: 'In the banner’s settings, count this address as “necessary”, or leave it out:',
    paste: host,
  };
}
