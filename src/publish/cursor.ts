import type { Position } from '../model/change.ts';
import { parseArticleId } from '../model/ids.ts';

const CURSOR = /^(?<seconds>-?[0-9a-z]{1,9})\.(?<id>[0-9a-f]{32})$/;

export function formatCursor({ publishedAt, id }: Position): string {
  return `${(publishedAt / 1000).toString(36)}.${id.replaceAll('-', '')}`;
}

/** Parses a cursor; `undefined` for anything that `formatCursor` did not write. */
export function parseCursor(text: string): Position | undefined {
  const { seconds, id: digits } = CURSOR.exec(text)?.groups ?? {};
  if (seconds === undefined || digits === undefined) return undefined;
  const id = parseArticleId(digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-'));
  const publishedAt = Number.parseInt(seconds, 36) * 1000;
  if (id === undefined || formatCursor({ publishedAt, id }) !== text) return undefined;
  return { publishedAt, id };
}
