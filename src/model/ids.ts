import type { ArticleId } from './article.ts';
import type { Timestamp } from './timestamp.ts';

const PATTERN = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

export type MintId = (at: Timestamp) => ArticleId;

/** A UUIDv7 (RFC 9562, section 5.7): 48 bits of time, the rest random. */
export const mintUuidV7: MintId = (at) => {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const view = new DataView(bytes.buffer);
  view.setUint16(0, Math.floor(at / 2 ** 32));
  view.setUint32(2, at % 2 ** 32);
  view.setUint8(6, (view.getUint8(6) & 0x0f) | 0x70);
  view.setUint8(8, (view.getUint8(8) & 0x3f) | 0x80);
  const hex = Buffer.from(bytes).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}` as ArticleId;
};

/** The id in an address, in lower or upper case (RFC 9562, section 4); `undefined` where the text is not an id. */
export function parseArticleId(text: string): ArticleId | undefined {
  const lower = text.toLowerCase();
  return PATTERN.test(lower) ? (lower as ArticleId) : undefined;
}
