import { isPublicAddress } from './public-address.ts';

export interface NetworkPolicy {
  allows(address: string): boolean;
  readonly ports: ReadonlySet<number> | undefined;
}

/** For URLs that strangers give: nobody can scan ports or a private network through this server. */
export const PUBLIC_WEB: NetworkPolicy = { allows: isPublicAddress, ports: new Set([80, 443]) };

export const ALLOW_ALL: NetworkPolicy = { allows: () => true, ports: undefined };

export type UrlProblem = 'invalid-url' | 'unsupported-scheme' | 'credentials-in-url' | 'port-not-allowed';

const MAX_URL_LENGTH = 2000;

/** The URL without its fragment, or why it must not be requested. Its host is checked later, when its IP addresses are known. */
export function checkUrl(url: URL, { ports }: NetworkPolicy): URL | UrlProblem {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return 'unsupported-scheme';
  if (url.username !== '' || url.password !== '') return 'credentials-in-url';
  if (url.hostname === '' || url.href.length > MAX_URL_LENGTH) return 'invalid-url';
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80));
  if (ports !== undefined && !ports.has(port)) return 'port-not-allowed';
  const withoutFragment = new URL(url);
  withoutFragment.hash = '';
  return withoutFragment;
}
