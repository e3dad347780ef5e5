import { readArticle } from '../../../src/ingest/markdown/read-article.ts';
import type { MarkdownSource } from '../../../src/ingest/markdown/source.ts';
import type { Reading } from '../../../src/ingest/reading.ts';
import type { MediaStore } from '../../../src/media/media-store.ts';
import { formatProblem } from '../../../src/model/problem.ts';

/** 2026-11-23T12:00:00Z */
export const EPOCH = Date.UTC(2026, 10, 23, 12);

export const SOURCE: MarkdownSource = {
  kind: 'markdown',
  id: 'newsroom',
  folder: 'articles',
  language: 'en',
  categories: ['World'],
};

/** A media folder that nothing is put into: of articles without files. */
const noMedia: MediaStore = {
  addImage: () => Promise.reject(new Error('no picture expected')),
  addAudio: () => Promise.reject(new Error('no sound expected')),
};

/** Reads a text as if it stood in `articles/a.md`. */
export function readText(text: string, media: MediaStore = noMedia, source = SOURCE): Promise<Reading> {
  const file = { path: `${source.folder}/a.md`, externalId: 'a.md', text, modifiedAt: EPOCH };
  return readArticle(source, file, { epoch: EPOCH, media });
}

/** The problems of a text, as people read them. */
export async function problemsOf(text: string): Promise<readonly string[]> {
  return (await readText(text)).problems.map(formatProblem);
}
