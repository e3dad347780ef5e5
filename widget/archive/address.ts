const UUID = /^[\da-f-]{36}$/i;
const OURS = /^tidings=/;

/** The id of the article that the page's address asks for. */
export function idInAddress(): string | undefined {
  const id =
    parameters()
      .find((parameter) => OURS.test(parameter))
      ?.slice('tidings='.length) ?? '';
  return UUID.test(id) ? id.toLowerCase() : undefined;
}

/** The page's address with an article in it, or without; its other parameters and its hash stay letter by letter. */
export function addressWith(id: string | undefined): string {
  const kept = parameters().filter((parameter) => parameter && !OURS.test(parameter));
  if (id) kept.push(`tidings=${id}`);
  // Not relative, or a `<base>` would lead it astray.
  return location.href.split(/[?#]/)[0] + (kept.length ? `?${kept.join('&')}` : '') + location.hash;
}

function parameters(): readonly string[] {
  return location.search.slice(1).split('&');
}
