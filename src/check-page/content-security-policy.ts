import { matchesSource } from './match-source.ts';

/** A Content-Security-Policy (CSP Level 3): directives by lower-case name; of a repeated one the first counts. */
export type Policy = ReadonlyMap<string, readonly string[]>;

export interface Resource {
  readonly kind: 'script' | 'frame' | 'image' | 'headlines';
  readonly url: URL;
  readonly nonce?: string | undefined;
  readonly integrity?: string | undefined;
}

export interface Violation {
  /** The most specific one of those that the policy has. */
  readonly directive: string;
  /** It allows nothing; it does not list the URL; it allows only scripts with its nonce or hash; it turns all scripts off. */
  readonly cause: 'none' | 'not-listed' | 'untrusted' | 'sandbox';
}

/** The directives that can apply, the most specific first (CSP 3, 6.8.3). */
const DIRECTIVES: Readonly<Record<Resource['kind'], readonly string[]>> = {
  script: ['script-src-elem', 'script-src', 'default-src'],
  frame: ['frame-src', 'child-src', 'default-src'],
  image: ['img-src', 'default-src'],
  headlines: ['connect-src', 'default-src'],
};

const MAX_POLICIES = 20;
const MAX_SOURCES = 500;

/** Parses the policies of a header, separated by commas, or of a `meta`. A browser enforces each of them. */
export function parsePolicies(serialised: string): readonly Policy[] {
  return serialised
    .split(',', MAX_POLICIES)
    .map(parsePolicy)
    .filter((policy) => policy.size > 0);
}

function parsePolicy(text: string): Policy {
  const directives = new Map<string, readonly string[]>();
  for (const part of text.split(';')) {
    const [name = '', ...values] = part.split(/[\t\n\f\r ]+/).filter((token) => token !== '');
    const key = name.toLowerCase();
    if (key !== '' && !directives.has(key)) directives.set(key, values.slice(0, MAX_SOURCES));
  }
  return directives;
}

export function findViolation(policy: Policy, resource: Resource, page: URL): Violation | undefined {
  const sandbox = policy.get('sandbox');
  if (resource.kind !== 'frame' && sandbox !== undefined && !has(sandbox, 'allow-scripts')) {
    return { directive: 'sandbox', cause: 'sandbox' };
  }
  const directive = DIRECTIVES[resource.kind].find((name) => policy.has(name));
  if (directive === undefined) return undefined;
  const sources = policy.get(directive) ?? [];
  if (resource.kind === 'script') {
    if (isTrusted(sources, resource)) return undefined;
    // The list of URLs does not count then (CSP 3, 8.2).
    if (has(sources, "'strict-dynamic'")) return { directive, cause: 'untrusted' };
  }
  if (sources.some((source) => matchesSource(source, resource.url, page))) return undefined;
  const allowsNone = sources.every((source) => source.toLowerCase() === "'none'");
  return { directive, cause: allowsNone ? 'none' : 'not-listed' };
}

/** Whether the script has the policy's nonce, or every hash in its `integrity` is in the policy (CSP 3, 6.7.2.4). */
function isTrusted(sources: readonly string[], { nonce, integrity }: Resource): boolean {
  if (nonce !== undefined && nonce !== '' && sources.includes(`'nonce-${nonce}'`)) return true;
  const hashes = (integrity ?? '').split(/\s+/).filter((hash) => /^sha(256|384|512)-/i.test(hash));
  const known = new Set(sources.map(toHash));
  return hashes.length > 0 && hashes.every((hash) => known.has(toHash(`'${hash.replace(/\?.*$/, '')}'`)));
}

function toHash(source: string): string {
  const [, algorithm = '', value = ''] = /^'(sha\d+)-([^']*)'$/i.exec(source) ?? [];
  return `${algorithm.toLowerCase()}-${value.replaceAll('-', '+').replaceAll('_', '/')}`;
}

function has(values: readonly string[], keyword: string): boolean {
  return values.some((value) => value.toLowerCase() === keyword);
}
