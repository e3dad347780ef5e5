import { join } from 'node:path';
import { createImporter, type Importer } from '../../src/ingest/importer.ts';
import type { MarkdownSource } from '../../src/ingest/markdown/source.ts';
import type { ReleaseSource } from '../../src/ingest/release/source.ts';
import { openMediaStore } from '../../src/media/media-store.ts';
import type { Article } from '../../src/model/article.ts';
import { EMPTY_SELECTION } from '../../src/model/feed-definition.ts';
import { mintUuidV7 } from '../../src/model/ids.ts';
import type { ArticleStore } from '../../src/store/article-store.ts';
import { openStore } from '../../src/store/open-store.ts';
import { makeFolder, type TemporaryFolder } from './temporary-folder.ts';

/** 2026-11-23T12:00:00Z */
export const NOW = Date.UTC(2026, 10, 23, 12);

/** A real store, a real media folder, an importer, and a folder of files; `close` deletes them. */
export interface Newsroom {
  readonly folder: TemporaryFolder;
  readonly store: ArticleStore;
  readonly importer: Importer;
  readonly markdown: MarkdownSource;
  readonly release: ReleaseSource;
  /** All visible articles, newest first. */
  listVisible(): Promise<readonly Article[]>;
  close(): Promise<void>;
}

/** Opens a newsroom whose clock always shows `NOW`. */
export async function openNewsroom(): Promise<Newsroom> {
  const folder = await makeFolder({ 'articles/.keep': '', 'releases/.keep': '' });
  const store = await openStore({ database: { kind: 'memory' }, mintId: mintUuidV7 });
  const media = await openMediaStore(join(folder.path, 'media'));
  const common = { language: 'en', categories: [] };
  return {
    folder,
    store,
    importer: createImporter({ store, media, clock: () => NOW, timeZone: 'UTC' }),
    markdown: { ...common, id: 'newsroom', kind: 'markdown', folder: join(folder.path, 'articles') },
    release: { ...common, id: 'wire', kind: 'release', folder: join(folder.path, 'releases'), trailing: [] },
    listVisible: () => store.listVisible({ select: EMPTY_SELECTION, exclude: EMPTY_SELECTION, limit: 500 }),
    async close() {
      await store.close();
      await folder.remove();
    },
  };
}

/** An article in Markdown. */
export function makeArticle(title: string, { fields = '', body = 'The rope came up wet.' } = {}): string {
  return `---\ntitle: ${title}\ndate: -3h\n${fields}\n---\n${body}\n`;
}
