import { matchesSource } from './policy-source.ts';

/** A Content-Security-Policy that a page is under (CSP Level 3). */
export interface Policy {
  /** By lower-case name; of a directive that stands twice the first counts. */
  readonly directives: ReadonlyMap<string, readonly string[]>;
}

/** What a page wants to load. */
export interface Wanted {
  readonly kind: 'script' | 'frame' | 'picture' | 'headlines';
  readonly url: URL;
  readonly nonce?: string | undefined;
  readonly integrity?: string | undefined;
}

/** Why a policy forbids it. */
export interface Block {
  /** The directive that decided: the most special one of those that are there. */
  readonly directive: string;
  /** Nothing is allowed by it; a list lacks the address; only what carries the policy's own key; scripts are off altogether. */
  readonly cause: 'nothing' | 'list' | 'key' | 'sandbox';
}

/** Which directive decides, the most special first (CSP 3, 6.8.3). */
const DIRECTIVES: Readonly<Record<Wanted['kind'], readonly string[]>> = {
  script: ['script-src-elem', 'script-src', 'default-src'],
  frame: ['frame-src', 'child-src', 'default-src'],
  picture: ['img-src', 'default-src'],
  headlines: ['connect-src', 'default-src'],
};

/** More policies, and more sources in one directive, are no church's, and would cost time. */
const MOST_POLICIES = 20;
const MOST_SOURCES = 500;

/** Reads policies as they stand in a header, several of them separated by commas, or in one `meta`. Each holds by itself. */
export function parsePolicies(serialised: string): readonly Policy[] {
  return serialised
    .split(',', MOST_POLICIES)
    .map(parsePolicy)
    .filter(({ directives }) => directives.size > 0);
}

function parsePolicy(text: string): Policy {
  const directives = new Map<string, readonly string[]>();
  for (const part of text.split(';')) {
    const [name = '', ...values] = part.split(/[\t\n\f\r ]+/).filter((word) => word !== '');
    const key = name.toLowerCase();
    if (key !== '' && !directives.has(key)) directives.set(key, values.slice(0, MOST_SOURCES));
  }
  return { directives };
}

/** Whether insecure addresses in the page are asked for by https (Upgrade Insecure Requests, 3). */
export function upgradesInsecure({ directives }: Policy): boolean {
  return directives.has('upgrade-insecure-requests');
}

/** What the policy of a page has against it; `undefined` where it lets it pass. */
export function findBlock({ directives }: Policy, wanted: Wanted, page: URL): Block | undefined {
  const sandbox = directives.get('sandbox');
  if (wanted.kind !== 'frame' && sandbox !== undefined && !has(sandbox, 'allow-scripts')) {
    return { directive: 'sandbox', cause: 'sandbox' };
  }
  const directive = DIRECTIVES[wanted.kind].find((name) => directives.has(name));
  const sources = directive === undefined ? undefined : directives.get(directive);
  if (directive === undefined || sources === undefined) return undefined;
  if (wanted.kind === 'script') {
    if (carriesKey(sources, wanted)) return undefined;
    // It trusts what a trusted script brings in, and of what stands in the page only what carries a key (CSP 3, 8.2).
    if (has(sources, "'strict-dynamic'")) return { directive, cause: 'key' };
  }
  if (sources.some((source) => matchesSource(source, wanted.url, page))) return undefined;
  const nothing = sources.every((source) => source.toLowerCase() === "'none'");
  return { directive, cause: nothing ? 'nothing' : 'list' };
}

/** A nonce of the policy, or a hash of it for every hash in `integrity` (CSP 3, 6.7.2.4). */
function carriesKey(sources: readonly string[], { nonce, integrity }: Wanted): boolean {
  if (nonce !== undefined && nonce !== '' && sources.includes(`'nonce-${nonce}'`)) return true;
  const hashes = (integrity ?? '').split(/\s+/).filter((word) => /^sha(256|384|512)-/i.test(word));
  const known = new Set(sources.map(toHash));
  return hashes.length > 0 && hashes.every((hash) => known.has(toHash(`'${hash.replace(/\?.*$/, '')}'`)));
}

/** Algorithm in lower case, base64 in its plain alphabet. */
function toHash(source: string): string {
  const [, algorithm = '', value = ''] = /^'(sha\d+)-([^']*)'$/i.exec(source) ?? [];
  return `${algorithm.toLowerCase()}-${value.replaceAll('-', '+').replaceAll('_', '/')}`;
}

function has(values: readonly string[], keyword: string): boolean {
  return values.some((value) => value.toLowerCase() === keyword);
}
