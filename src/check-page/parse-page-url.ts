const WITH_SCHEME = /^[a-z][a-z\d+.-]*:/i;
/** `church.example:8080/news` would parse as the scheme `church.example:`. */
const HOST_AND_PORT = /^[^/?#@:]+:\d+(?:[/?#]|$)/;

/** Parses the address of a page as people type it: `church.example/news` means https. `undefined` where it is no URL. */
export function parsePageUrl(text: string): URL | undefined {
  const typed = text.trim();
  const hasScheme = WITH_SCHEME.test(typed) && !HOST_AND_PORT.test(typed);
  return URL.parse(hasScheme ? typed : `https://${typed}`) ?? undefined;
}
