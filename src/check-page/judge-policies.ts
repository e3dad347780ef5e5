import type { Finding, FindingKind, Weight } from '../model/page-report.ts';
import { type Look, listPolicies } from './look.ts';
import { type Block, findBlock, type Wanted } from './policy.ts';

const KINDS: Readonly<Record<Wanted['kind'], FindingKind>> = {
  script: 'policy-blocks-script',
  frame: 'policy-blocks-frame',
  picture: 'policy-blocks-pictures',
  headlines: 'policy-blocks-headlines',
};
const WHAT: Readonly<Record<Wanted['kind'], string>> = {
  script: 'It keeps our script from running',
  frame: 'It keeps our frame from being shown',
  picture: 'It hides our pictures; the headlines stand without them',
  headlines: 'It keeps our script from fetching headlines',
};
const NARROWEST: Readonly<Record<Wanted['kind'], string>> = {
  script: 'script-src',
  frame: 'frame-src',
  picture: 'img-src',
  headlines: 'connect-src',
};

/** What the page's policies have against something of ours: a finding for every policy, since each has to let it pass. */
export function judgePolicies(look: Look, wanted: Wanted, weight: Weight, ownUpTo?: number): readonly Finding[] {
  return listPolicies(look, ownUpTo).flatMap((policy) => {
    const block = findBlock(policy, wanted, look.page.url);
    return block === undefined ? [] : [describe(look, wanted, block, weight)];
  });
}

function describe(look: Look, { kind }: Wanted, { directive, cause }: Block, weight: Weight): Finding {
  const ours = new URL(look.newsroom.site.publicUrl).origin;
  const rule = `The site has a security rule (a Content-Security-Policy). ${WHAT[kind]}`;
  const found = { kind: KINDS[kind], weight };
  const ask = 'Whoever looks after the site’s server or its security plugin can mend it:';
  switch (cause) {
    case 'sandbox':
      return {
        ...found,
        says: `${rule}: it has all scripts switched off on this page.`,
        todo: `${ask} the part “sandbox” needs the word below. A frame works without it.`,
        paste: 'allow-scripts',
      };
    case 'key':
      return {
        ...found,
        says: `${rule}: it trusts only scripts that carry a key, which the site makes anew for each visitor.`,
        todo: 'Whoever looks after the site can give our script that key, as the attribute “nonce”. If nobody can, use our frame in place of the script.',
      };
    case 'nothing':
      return {
        ...found,
        says: `${rule}: it allows none at all.`,
        todo: `${ask} this line belongs into the rule${directive === 'default-src' ? '' : `, in place of “${directive} 'none'”`}.`,
        paste: `${directive === 'default-src' ? NARROWEST[kind] : directive} ${ours}`,
      };
    case 'list':
      return {
        ...found,
        says: `${rule}: our address is not on its list.`,
        todo: `${ask} our address has to be added to the part “${directive}”. The dots stand for what is there already.`,
        paste: `${directive} … ${ours}`,
      };
  }
}
