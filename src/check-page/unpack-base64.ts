const DATA_URL = /^data:[^,]{0,100};base64,/i;
const BASE64 = /^[A-Za-z\d+/_-]{40,}={0,2}$/;
const MAX_DISTANCE = 500;

/** The text that a page holds as base64, alone or in a `data:` URL: consent managers and optimisers put code aside like that. */
export function unpackBase64(value: string): string | undefined {
  const text = value.trim().replace(DATA_URL, '').replaceAll('%3D', '=');
  return BASE64.test(text) ? Buffer.from(text, 'base64').toString('latin1') : undefined;
}

/** The address in an attribute; if it holds base64, the first one of a script or a frame like ours inside. */
export function findAddress(value: string): string {
  const text = unpackBase64(value);
  if (text === undefined) return value;
  const at = text.search(/\/v1\/|\/embed\//);
  const near = at === -1 ? '' : text.slice(Math.max(0, at - MAX_DISTANCE), at + MAX_DISTANCE);
  return near.split(/[\s"'`<>\\()]+/).find((part) => /\/v1\/|\/embed\//.test(part)) ?? '';
}
