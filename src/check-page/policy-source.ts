const SCHEME_SOURCE = /^(?<scheme>[a-z][a-z\d+.-]*):$/i;
const HOST_SOURCE =
  /^(?:(?<scheme>[a-z][a-z\d+.-]*):\/\/)?(?<host>\*|(?:\*\.)?[a-z\d_-]+(?:\.[a-z\d_-]+)*\.?|\[[\da-f:.]+\])(?::(?<port>\d+|\*))?(?<path>\/[^?#]*)?$/i;

/** Whether one source of a policy's list covers an address (CSP 3, 6.7.2.8). Keys and keywords but `'self'` cover none. */
export function matchesSource(source: string, url: URL, page: URL): boolean {
  if (source === '*') return isWeb(url) || url.protocol === page.protocol;
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

function isWeb({ protocol }: URL): boolean {
  return protocol === 'http:' || protocol === 'https:';
}

/** What is allowed insecurely is allowed securely too. */
function schemeCovers(from: string, to: string): boolean {
  return from === to || (from === 'http:' && to === 'https:');
}

function matchesSelf(url: URL, page: URL): boolean {
  const samePort = url.port === page.port;
  return url.hostname === page.hostname && samePort && (url.protocol === page.protocol || url.protocol === 'https:');
}

/** `*.church.example` covers every name below, and not the name itself. */
function hostCovers(host: string, hostname: string): boolean {
  if (host === '*') return true;
  return host.startsWith('*.') ? hostname.endsWith(host.slice(1)) : hostname === host;
}

/** The usual port of http is also that of https, where http was meant. */
function portCovers(port: string | undefined, from: string, url: URL): boolean {
  if (port === '*') return true;
  if (port === undefined) return url.port === '';
  const real = url.port || (url.protocol === 'https:' ? '443' : '80');
  return port === real || (from === 'http:' && port === '80' && real === '443' && url.protocol === 'https:');
}

/** A path that ends with a slash covers all below it, any other only itself; none covers all. */
function pathCovers(path: string, pathname: string): boolean {
  if (path === '') return true;
  const [own, asked] = [decode(path), decode(pathname)];
  return own.endsWith('/') ? asked.startsWith(own) : asked === own;
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
