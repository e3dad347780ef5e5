import { decodePercent } from '../model/web-url.ts';

const SCHEME_SOURCE = /^(?<scheme>[a-z][a-z\d+.-]*):$/i;
const HOST_SOURCE =
  /^(?:(?<scheme>[a-z][a-z\d+.-]*):\/\/)?(?<host>\*|(?:\*\.)?[a-z\d_-]+(?:\.[a-z\d_-]+)*\.?|\[[\da-f:.]+\])(?::(?<port>\d+|\*))?(?<path>\/[^?#]*)?$/i;

/** Whether a source expression of a policy covers a URL (CSP 3, 6.7.2.8). Nonces, hashes and keywords other than `'self'` cover none. */
export function matchesSource(source: string, url: URL, page: URL): boolean {
  if (source === '*') return /^https?:$/.test(url.protocol) || url.protocol === page.protocol;
  if (source.toLowerCase() === "'self'") return matchesSelf(url, page);
  const scheme = SCHEME_SOURCE.exec(source)?.groups?.scheme;
  if (scheme !== undefined) return schemeCovers(`${scheme.toLowerCase()}:`, url.protocol);
  const parts = HOST_SOURCE.exec(source)?.groups;
  if (parts === undefined) return false;
  const from = parts.scheme === undefined ? page.protocol : `${parts.scheme.toLowerCase()}:`;
  return (
    schemeCovers(from, url.protocol) &&
    hostCovers((parts.host ?? '').toLowerCase(), url.hostname) &&
    portCovers(parts.port, from, url) &&
    pathCovers(parts.path ?? '', url.pathname)
  );
}

function schemeCovers(from: string, to: string): boolean {
  return from === to || (from === 'http:' && to === 'https:');
}

function matchesSelf(url: URL, page: URL): boolean {
  const samePort = url.port === page.port;
  return url.hostname === page.hostname && samePort && (url.protocol === page.protocol || url.protocol === 'https:');
}

/** `*.church.example` covers all subdomains, but not `church.example`. */
function hostCovers(host: string, hostname: string): boolean {
  if (host === '*') return true;
  return host.startsWith('*.') ? hostname.endsWith(host.slice(1)) : hostname === host;
}

/** Port 80 of `http:` covers port 443 of `https:` too. */
function portCovers(port: string | undefined, from: string, url: URL): boolean {
  if (port === '*') return true;
  if (port === undefined) return url.port === '';
  const actual = url.port || (url.protocol === 'https:' ? '443' : '80');
  return port === actual || (from === 'http:' && port === '80' && actual === '443' && url.protocol === 'https:');
}

/** A path with a final slash covers everything below it, another path only itself; without a path everything is covered. */
function pathCovers(path: string, pathname: string): boolean {
  if (path === '') return true;
  const [covered, actual] = [decodePercent(path), decodePercent(pathname)];
  return covered.endsWith('/') ? actual.startsWith(covered) : actual === covered;
}
