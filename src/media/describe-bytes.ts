/** What a file begins with that people take for an image, and what it is. The first that fits counts. */
const BEGINNINGS: readonly (readonly [beginning: RegExp, what: string])[] = [
  [/^....ftyp(?:hei|hev|mif1|msf1)/s, 'a HEIC image, as phones save it'],
  [/^(?:\xff\xd8\xff|\x89PNG|GIF8|RIFF....WEBP|II\*\0|MM\0\*|....ftypavi)/s, 'a damaged or incomplete image'],
  [/^%PDF/, 'a PDF'],
  [/^PK/, 'a document or archive'],
  [/^(?:\xef\xbb\xbf)?\s*<(?:\?xml|svg|!--)/i, 'an SVG or another XML file'],
  [/^(?:\xef\xbb\xbf)?\s*<(?:!doctype|html)/i, 'a web page'],
  [/^version https:\/\/git-lfs/, 'a Git LFS pointer, not the file itself'],
  [/^$/, 'an empty file'],
];

/** What a file is that the image library cannot read, in words of editors. */
export function describeBytes(bytes: Uint8Array): string {
  const beginning = Buffer.from(bytes.subarray(0, 100)).toString('latin1');
  return BEGINNINGS.find(([pattern]) => pattern.test(beginning))?.[1] ?? 'something else';
}
