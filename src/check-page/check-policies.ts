import type { Finding, FindingKind } from '../model/page-report.ts';
import { type CheckContext, listPolicies } from './check-context.ts';
import { findViolation, type Resource, type Violation } from './content-security-policy.ts';

interface ResourceTexts {
  readonly kind: FindingKind;
  readonly effect: string;
  readonly directive: string;
}

const TEXTS: Readonly<Record<Resource['kind'], ResourceTexts>> = {
  script: { kind: 'policy-blocks-script', effect: 'It blocks our script', directive: 'script-src' },
  frame: { kind: 'policy-blocks-frame', effect: 'It blocks our frame', directive: 'frame-src' },
  image: {
    kind: 'policy-blocks-images',
    effect: 'It blocks our images; the headlines appear without them',
    directive: 'img-src',
  },
  headlines: {
    kind: 'policy-blocks-headlines',
    effect: 'Our script cannot fetch headlines',
    directive: 'connect-src',
  },
};

const WHO = 'The person who looks after the site’s server or its security plugin can fix it:';

/** One finding for each policy that blocks the resource, since a browser enforces them all. `metas` as in `listPolicies`. */
export function checkPolicies(
  context: CheckContext,
  resource: Resource,
  severity: 'problem' | 'note',
  metas?: number,
): readonly Finding[] {
  const origin = new URL(context.site.publicUrl).origin;
  return listPolicies(context, metas).flatMap((policy) => {
    const violation = findViolation(policy, resource, context.page.url);
    return violation === undefined ? [] : [{ severity, ...explain(TEXTS[resource.kind], violation, origin) }];
  });
}

export function checkImagePolicies(context: CheckContext): readonly Finding[] {
  const url = new URL(`${context.site.publicUrl}/media/image.jpg`);
  return checkPolicies(context, { kind: 'image', url }, 'note');
}

function explain(
  { kind, effect, directive: narrowest }: ResourceTexts,
  { directive, cause }: Violation,
  origin: string,
): Omit<Finding, 'severity'> {
  const rule = `The site has a security rule (a Content-Security-Policy). ${effect}`;
  switch (cause) {
    case 'sandbox':
      return {
        kind,
        message: `${rule}: it turns off all scripts on this page.`,
        todo: `${WHO} add the word below to the part “sandbox”. A frame works without it.`,
        snippet: 'allow-scripts',
      };
    case 'untrusted':
      return {
        kind,
        message: `${rule}: it allows only scripts with a key (a nonce) that the site creates for each visitor.`,
        todo: 'The person who looks after the site can give our script that key, as the attribute “nonce”. If that is not possible, use our frame instead of the script.',
      };
    case 'none':
      return {
        kind,
        message: `${rule}: it allows none at all.`,
        todo: `${WHO} add this line to the rule${directive === 'default-src' ? '' : `, instead of “${directive} 'none'”`}.`,
        snippet: `${directive === 'default-src' ? narrowest : directive} ${origin}`,
      };
    case 'not-listed':
      return {
        kind,
        message: `${rule}: our address is not on its list.`,
        todo: `${WHO} add our address to the part “${directive}”. The dots stand for what is there already.`,
        snippet: `${directive} … ${origin}`,
      };
  }
}
