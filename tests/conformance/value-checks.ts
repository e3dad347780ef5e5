/** Whether a text is an absolute URI with characters of RFC 3986. */
export function isUri(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:[\w\-.~:/?#[\]@!$&'()*+,;=%]+$/i.test(text) && URL.canParse(text);
}

/** Whether a text is an absolute http(s) URL with these characters. */
export function isWebUrl(text: string): boolean {
  return isUri(text) && /^https?:\/\/[^/]/.test(text);
}

/** `date-time` of RFC 3339, and a date that exists. */
export function isRfc3339(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/.test(text) && !Number.isNaN(Date.parse(text));
}

/** A date of RFC 822 as in RSS 2.0 (year of four digits, GMT), with the right weekday. */
export function isRssDate(text: string): boolean {
  const moment = Date.parse(text);
  return !Number.isNaN(moment) && new Date(moment).toUTCString() === text;
}

/** The syntax of BCP 47 (RFC 5646, section 2.1, without grandfathered tags). */
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
