import { isUtf8 } from 'node:buffer';
import type { Checked } from '../../model/problem.ts';
import type { Notes } from './notes.ts';

/** Bytes that are looked at for UTF-16 without a byte-order mark. */
const SAMPLE_BYTES = 4096;
/** ASCII text in UTF-16 has a NUL in every second byte; Hebrew has one for each space. */
const MIN_NUL_SHARE = 0.05;
const CONTROLS = /(?![\t\n\v\f\r])\p{Cc}/u;
/**
 * Signs of other encodings: an accented capital or a letter such as Ž after a small letter (`cafŽ`: Mac OS Roman, `cafÃ©`: UTF-8), or
 * five accented letters in a row (Cyrillic, Greek, Hebrew or Arabic encodings).
 */
const IMPLAUSIBLE = /\p{Ll}[ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞŠŒŽŸ]|[À-ÿ]{5}|[¤¦§¨¬¯³¸¹÷×]\p{L}/u;
/** Also the space and the line break. */
const ASCII = /[\t-~]/;
/** The byte-order mark of UTF-8, as windows-1252. */
const UTF8_MARK = 'ï»¿';
const C1 = /[\x80-\x84\x86-\x9F]/u;

/**
 * Decodes the bytes of a release: UTF-8, UTF-16 with a byte-order mark or its NUL bytes, or windows-1252 where nothing in the text speaks
 * against it. A byte-order mark before text in another encoding is refused. C1 control characters, which windows-1252 leaves when a program takes it for ISO-8859-1, become the characters that were meant.
 *
 * | bytes | text |
 * | --- | --- |
 * | `FF FE 42 00` | UTF-16: `B` |
 * | `FF FE 42 6F` | refused: no text in UTF-16 is without a space or line break; it is `Bo` |
 * | `63 61 66 E9` | windows-1252: `café` |
 * | `63 61 66 8E` | refused: `cafŽ` is no word; it was Mac OS Roman |
 * | `C2 92` | UTF-8 with the control character U+0092: `’` |
 */
export function decodeRelease(file: string, bytes: Uint8Array, notes: Notes): Checked<string> {
  const note = (got: string) =>
    notes.warnings.push({ file, field: 'encoding', expected: 'UTF-8', got, solved: `read as ${got}` });
  const refuse = (got: string): Checked<never> => {
    const expected = 'text in UTF-8, UTF-16 or windows-1252';
    return { kind: 'invalid', problems: [{ file, field: 'encoding', expected, got }] };
  };
  const utf16 = findUtf16(bytes);
  if (utf16 !== undefined) {
    const text = decodeUtf16(utf16, bytes);
    if (text === undefined || !ASCII.test(text)) return refuse('a mark of UTF-16 before other bytes');
    note('UTF-16');
    return { kind: 'valid', value: text };
  }
  if (isUtf8(bytes)) {
    const text = new TextDecoder().decode(bytes);
    const mended = mendControls(text);
    if (mended !== text) note('UTF-8 with control characters of windows-1252');
    return { kind: 'valid', value: mended };
  }
  const text = new TextDecoder('windows-1252').decode(bytes);
  if (text.startsWith(UTF8_MARK)) return refuse('a mark of UTF-8 before other bytes');
  if (CONTROLS.test(text) || IMPLAUSIBLE.test(text)) return refuse('other bytes');
  note('windows-1252');
  return { kind: 'valid', value: text };
}

/** The characters of windows-1252 instead of C1 control characters. U+0085 can also be a line break, if the text has no other. */
function mendControls(text: string): string {
  if (!C1.test(text) && !(text.includes('\x85') && text.includes('\n'))) return text;
  return text.replace(/[\x80-\x9F]/gu, (control) =>
    new TextDecoder('windows-1252').decode(Uint8Array.of(control.charCodeAt(0))),
  );
}

/** `undefined` for half a character. */
function decodeUtf16(encoding: string, bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function findUtf16(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (bytes.length % 2 === 1) return undefined;
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  const nuls = [0, 0];
  for (const [index, byte] of sample.entries()) if (byte === 0) nuls[index % 2] = (nuls[index % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = nuls;
  if (Math.min(even, odd) > 0 || Math.max(even, odd) < (sample.length / 2) * MIN_NUL_SHARE) return undefined;
  return odd > even ? 'utf-16le' : 'utf-16be';
}
