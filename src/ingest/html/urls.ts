const LINK_PROTOCOLS: ReadonlySet<string> = new Set(['http:', 'https:', 'mailto:']);
const WEB_PROTOCOLS: ReadonlySet<string> = new Set(['http:', 'https:']);

/** The absolute form of an address that may be linked to: http, https or mailto. `undefined` where there is none. */
export function resolveLink(value: string | undefined, baseUrl: string | undefined): string | undefined {
  return resolve(value, baseUrl, LINK_PROTOCOLS);
}

/** The absolute http(s) form of an address, by the base where it is relative. `undefined` where there is none. */
export function resolveWeb(value: string | undefined, baseUrl: string | undefined): string | undefined {
  return resolve(value, baseUrl, WEB_PROTOCOLS);
}

function resolve(
  value: string | undefined,
  baseUrl: string | undefined,
  protocols: ReadonlySet<string>,
): string | undefined {
  if (value === undefined || value.trim() === '') return undefined;
  // Where no base is known, `//host/path` still says all but the protocol.
  const text = baseUrl === undefined && value.trim().startsWith('//') ? `https:${value.trim()}` : value;
  const url = URL.parse(text, baseUrl);
  return url !== null && protocols.has(url.protocol) ? url.href : undefined;
}
