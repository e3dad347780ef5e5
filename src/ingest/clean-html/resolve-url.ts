const LINK_PROTOCOLS: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:']);
const WEB_PROTOCOLS: ReadonlySet<string> = new Set(['http:', 'https:']);

/** The absolute http, https or mailto URL of an address; `undefined` if it has none. */
export function resolveLink(value: string | undefined, baseUrl: string | undefined): string | undefined {
  return resolve(value, baseUrl, LINK_PROTOCOLS);
}

/** The absolute http or https URL of an address; `undefined` if it has none. */
export function resolveWeb(value: string | undefined, baseUrl: string | undefined): string | undefined {
  return resolve(value, baseUrl, WEB_PROTOCOLS);
}

function resolve(
  value: string | undefined,
  baseUrl: string | undefined,
  protocols: ReadonlySet<string>,
): string | undefined {
  if (value === undefined || value.trim() === '') return undefined;
  // Without a base, `//host/path` lacks only the protocol.
  const text = baseUrl === undefined && value.trim().startsWith('//') ? `https:${value.trim()}` : value;
  const url = URL.parse(text, baseUrl);
  return url !== null && protocols.has(url.protocol) ? url.href : undefined;
}
