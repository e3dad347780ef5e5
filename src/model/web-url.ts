/** An absolute http(s) URL in its normal form, with nothing that RFC 3986 forbids; `undefined` for anything else. */
export function toWebUrl(text: string): string | undefined {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return undefined;
  const { href } = url;
  // The URL standard allows these characters after the host.
  const path = href.indexOf('/', 'https://'.length);
  const rest = href.slice(path);
  return FORBIDDEN.test(rest)
    ? href.slice(0, path) + rest.replace(new RegExp(FORBIDDEN, 'g'), encodeURIComponent)
    : href;
}

const FORBIDDEN = /[|^`{}\\[\]]/;

/** Undoes percent-encoding; a text that is not well encoded stays as it is. */
export function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
