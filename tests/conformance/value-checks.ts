/** Whether a text is an absolute URI of RFC 3986 by its characters, `scheme:` and no white space in it. */
export function isUri(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:[\w\-.~:/?#[\]@!$&'()*+,;=%]+$/i.test(text) && URL.canParse(text);
}

/** Whether a text is an absolute http(s) URL in those characters. */
export function isWebUrl(text: string): boolean {
  return isUri(text) && /^https?:\/\/[^/]/.test(text);
}

/** RFC 3339, `date-time`: the digits and the day they name. */
export function isRfc3339(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(Date.parse(text));
}

/** RFC 822 as RSS 2.0 takes it (four-digit year, zone GMT), with the right day of the week. */
export function isRssDate(text: string): boolean {
  const moment = Date.parse(text);
  return !Number.isNaN(moment) && new Date(moment).toUTCString() === text;
}

/** BCP 47 by its syntax (RFC 5646, section 2.1, without the grandfathered). */
export function isLanguageTag(text: string): boolean {
  return /^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/.test(text);
}

/** `type/subtype` of RFC 6838. */
export function isMediaType(text: string): boolean {
  return /^[a-z0-9][\w!#$&^.+-]*\/[a-z0-9][\w!#$&^.+-]*$/i.test(text);
}

/** Whether a text is a whole number above zero, in digits. */
export function isPositiveInteger(text: string): boolean {
  return /^[1-9]\d*$/.test(text);
}
