import { readFile as readBytes, stat } from 'node:fs/promises';
import type { MediaStore } from '../../media/media-store.ts';
import { decodeUtf8 } from '../../model/decode-utf8.ts';
import type { Checked } from '../../model/problem.ts';
import { toTimestamp } from '../../model/timestamp.ts';
import { type AttachedArticle, attachMedia } from '../attach-media.ts';
import type { ArticleFile } from '../source-kind.ts';
import { getKind, type Source } from '../source-kinds.ts';
import type { ArticleText, ReadContext } from './folder-kind.ts';

const MEGABYTE = 1_000_000;
const MAX_BYTES = 5 * MEGABYTE;

export async function readFile(
  source: Source,
  file: ArticleFile,
  context: ReadContext,
  media: MediaStore,
): Promise<Checked<AttachedArticle>> {
  const text = await readText(file);
  if (text.kind === 'invalid') return text;
  const { readArticle } = await getKind(source).loadReader();
  const read = readArticle(source, text.value, context);
  if (read.kind === 'invalid') return read;
  return { kind: 'valid', value: await attachMedia(read.value, text.value, source.folder, media) };
}

async function readText(file: ArticleFile): Promise<Checked<ArticleText>> {
  const refuse = (expected: string, got: string): Checked<never> => {
    return { kind: 'invalid', problems: [{ file: file.path, expected, got }] };
  };
  try {
    const stats = await stat(file.path);
    if (!stats.isFile()) return refuse('a file', stats.isDirectory() ? 'a folder' : 'something else');
    if (stats.size > MAX_BYTES) {
      return refuse(`a file of at most ${MAX_BYTES / MEGABYTE} MB`, `${(stats.size / MEGABYTE).toFixed(1)} MB`);
    }
    const decoded = decodeUtf8(file.path, await readBytes(file.path));
    if (decoded.kind === 'invalid') return decoded;
    const text = decoded.value.replace(/\r\n?/g, '\n');
    if (text.trim() === '') return refuse('an article', 'an empty file');
    return { kind: 'valid', value: { ...file, text, modifiedAt: toTimestamp(stats.mtimeMs) } };
  } catch (error) {
    return refuse('a file that can be read', (error as Error).message);
  }
}
