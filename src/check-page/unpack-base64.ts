const DATA_URL = /^data:[^,]{0,100};base64,/i;
const BASE64 = /^[A-Za-z\d+/_-]{40,}={0,2}$/;
const MAX_DISTANCE = 500;
const DELIMITER = /[\s"'`<>\\()]/;

/** The text that a page holds as base64, alone or in a `data:` URL: consent managers and optimisers put code aside like that. */
export function unpackBase64(value: string): string | undefined {
  const text = value.trim().replace(DATA_URL, '').replaceAll('%3D', '=');
  return BASE64.test(text) ? Buffer.from(text, 'base64').toString('latin1') : undefined;
}

/** The address in an attribute; if it holds base64, the first one of a script or a frame like ours inside. */
export function readAddress(value: string): string {
  const text = unpackBase64(value);
  return text === undefined ? value : addressAt(text, text.search(/\/v1\/|\/embed\//));
}

/** The address around this position in a program or HTML. Empty if the position is negative. */
export function addressAt(text: string, position: number): string {
  if (position < 0) return '';
  const start = Math.max(0, position - MAX_DISTANCE);
  const before = text.slice(start, position).split(DELIMITER).at(-1) ?? '';
  const after = text.slice(position, position + MAX_DISTANCE).split(DELIMITER)[0] ?? '';
  return before + after;
}
