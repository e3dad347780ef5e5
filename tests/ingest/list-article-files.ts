import { listFolder } from '../../src/ingest/folder/source-files.ts';
import type { ArticleFile } from '../../src/ingest/source-kind.ts';
import { getFolderFiles, type Source } from '../../src/ingest/source-kinds.ts';

/** All articles of a source. */
export async function listArticleFiles(source: Source): Promise<readonly ArticleFile[]> {
  return (await listFolder(getFolderFiles(source))).articles;
}
