/** The id of the article in the page's address. */
export function idInAddress(): string | undefined {
  return /[?&]tidings=([\da-f-]{36})(&|$)/i.exec(location.search)?.[1]?.toLowerCase();
}

/** The page's address with an article in it, or without. Its other parameters and its hash stay byte for byte. */
export function addressWith(id: string | undefined): string {
  const parameters = location.search
    .slice(1)
    .split('&')
    .filter((parameter) => parameter && !parameter.startsWith('tidings='));
  if (id) parameters.push(`tidings=${id}`);
  // Absolute: a `<base>` would change a relative address.
  return location.href.split(/[?#]/)[0] + (parameters.length ? `?${parameters.join('&')}` : '') + location.hash;
}
