import { isUtf8 } from 'node:buffer';
import type { Checked } from './problem.ts';

const LINE_FEED = 10;

/** The text, without a byte order mark. */
export function decodeUtf8(file: string, bytes: Uint8Array): Checked<string> {
  if (isUtf8(bytes)) return { kind: 'valid', value: new TextDecoder().decode(bytes) };
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const got = isUtf16 ? 'UTF-16' : 'another encoding';
  const problem = { file, line: findInvalidLine(bytes), expected: 'a text that is saved as UTF-8', got };
  return { kind: 'invalid', problems: [problem] };
}

/** No multi-byte character of UTF-8 contains a line feed. */
function findInvalidLine(bytes: Uint8Array): number {
  let line = 1;
  let start = 0;
  for (let end = bytes.indexOf(LINE_FEED); end !== -1; end = bytes.indexOf(LINE_FEED, start)) {
    if (!isUtf8(bytes.subarray(start, end))) return line;
    line += 1;
    start = end + 1;
  }
  return line;
}
