import { attachMedia } from '../../../src/ingest/attach-media.ts';
import { finishArticle } from '../../../src/ingest/finish-article.ts';
import { readArticle } from '../../../src/ingest/markdown/read-article.ts';
import type { MarkdownSource } from '../../../src/ingest/markdown/source.ts';
import type { MediaStore } from '../../../src/media/media-store.ts';
import type { ArticleDraft } from '../../../src/model/article.ts';
import { formatProblem, type Problem } from '../../../src/model/problem.ts';

/** 2026-11-23T12:00:00Z */
export const EPOCH = Date.UTC(2026, 10, 23, 12);

export const SOURCE: MarkdownSource = {
  kind: 'markdown',
  id: 'newsroom',
  folder: 'articles',
  language: 'en',
  categories: ['World'],
};

/** What becomes of a text: a draft, or why it is refused. */
interface ReadText {
  readonly draft?: ArticleDraft;
  readonly problems: readonly Problem[];
  readonly attachments: readonly string[];
}

/** A media folder for articles without files. */
const noMedia: MediaStore = {
  addImage: () => Promise.reject(new Error('expected no image')),
  addAudio: () => Promise.reject(new Error('expected no audio')),
  read: () => Promise.reject(new Error('expected no file')),
};

/** Reads a text as the file `articles/a.md`. */
export async function readText(text: string, media = noMedia, source = SOURCE, timeZone = 'UTC'): Promise<ReadText> {
  const file = { path: `${source.folder}/a.md`, externalId: 'a.md', bytes: Buffer.from(text), modifiedAt: EPOCH };
  const read = readArticle(source, file, { epoch: EPOCH, now: EPOCH, timeZone });
  if (read.kind === 'invalid') return { problems: read.problems, attachments: [] };
  const { article, problems, attachments } = await attachMedia(read.value, file, source, media);
  const finished = finishArticle(source.id, article);
  if (finished.kind !== 'valid') return { problems: finished.problems, attachments: [] };
  return { draft: finished.value, problems, attachments };
}

/** The problems of a text as readable lines. */
export async function problemsOf(text: string): Promise<readonly string[]> {
  return (await readText(text)).problems.map(formatProblem);
}
