import type { NetworkPolicy } from '../net/network-policy.ts';

/** What is wrong with an address that was typed, or to which a page led on. */
export type AddressProblem = 'not-an-address' | 'not-the-web' | 'credentials' | 'port';

/** Longer addresses are no church's page. */
const LONGEST = 2000;
const WITH_SCHEME = /^[a-z][a-z\d+.-]*:/i;
/** `church.example:8080/news` has no scheme, though it looks as if. */
const HOST_AND_PORT = /^[^/?#@:]+:\d+(?:[/?#]|$)/;

/** Reads the address of a page as people type it: `church.example/news` means https. Its fragment is left out. */
export function parsePageAddress(text: string, network: Pick<NetworkPolicy, 'ports'>): URL | AddressProblem {
  const typed = text.trim();
  const scheme = WITH_SCHEME.test(typed) && !HOST_AND_PORT.test(typed);
  const url = typed === '' || typed.length > LONGEST ? null : URL.parse(scheme ? typed : `https://${typed}`);
  return url === null ? 'not-an-address' : checkPageUrl(url, network);
}

/** The URL without its fragment, unless it is none that may be asked. */
export function checkPageUrl(url: URL, { ports }: Pick<NetworkPolicy, 'ports'>): URL | AddressProblem {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return 'not-the-web';
  if (url.username !== '' || url.password !== '') return 'credentials';
  if (url.hostname === '' || url.href.length > LONGEST) return 'not-an-address';
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80));
  if (ports !== undefined && !ports.has(port)) return 'port';
  const plain = new URL(url);
  plain.hash = '';
  return plain;
}
