/** `www.example.org/page`, as people write an address. */
const LACKS_SCHEME = /^\s*www\.[^\s/?#.]+\.[^\s/?#]/i;

/** The absolute http, https or mailto URL of an address; `undefined` if it has none. */
export function resolveLink(value: string | undefined, baseUrl: string | undefined): string | undefined {
  if (value === undefined || value.trim() === '') return undefined;
  // Without a base, `//host/path` lacks only the protocol.
  const lacksProtocol = baseUrl === undefined && value.trim().startsWith('//');
  const text = lacksProtocol ? `https:${value.trim()}` : LACKS_SCHEME.test(value) ? `https://${value.trim()}` : value;
  const url = URL.parse(text, baseUrl);
  return url !== null && /^(?:https?|mailto):$/.test(url.protocol) ? url.href : undefined;
}

/** The absolute http or https URL of an address; `undefined` if it has none. */
export function resolveWeb(value: string | undefined, baseUrl: string | undefined): string | undefined {
  const url = resolveLink(value, baseUrl);
  return url?.startsWith('mailto:') ? undefined : url;
}

/** The first of these addresses that has an absolute http or https URL. */
export function resolveFirst(values: readonly string[], baseUrl: string | undefined): string | undefined {
  return values.map((value) => resolveWeb(value, baseUrl)).find((url) => url !== undefined);
}

/** Whether the address of an image is the path of a file. */
export function isFilePath(address: string): boolean {
  return !/^([a-z][a-z0-9+.-]*:|\/\/|[\\#?])/i.test(address) && !LACKS_SCHEME.test(address);
}
