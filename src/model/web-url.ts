/**
 * An absolute http(s) URL in its normal form, with nothing in it that RFC 3986 forbids; `undefined` for everything else:
 * relative, `javascript:`, `data:`, no URL at all.
 */
export function toWebUrl(text: string): string | undefined {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return undefined;
  const { href } = url;
  // The URL standard lets these pass after the host; RFC 3986 does not, and a feed's readers check against that.
  const path = href.indexOf('/', 'https://'.length);
  const rest = href.slice(path);
  return FORBIDDEN.test(rest)
    ? href.slice(0, path) + rest.replace(new RegExp(FORBIDDEN, 'g'), encodeURIComponent)
    : href;
}

const FORBIDDEN = /[|^`{}\\[\]]/;
