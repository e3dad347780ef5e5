import { z } from 'zod';
import type { ArticleText } from './folder/article-file.ts';
import { MARKDOWN_EXTENSIONS, type MarkdownSource, markdownSourceSchema } from './markdown/source.ts';
import type { ReadContext, Reading } from './reading.ts';
import { RELEASE_EXTENSIONS, type ReleaseSource, releaseSourceSchema } from './release/source.ts';

/** Where articles come from: an entry of `sources.yaml`, its folder as it can be opened. */
export type Source = MarkdownSource | ReleaseSource;
export type SourceKind = Source['kind'];

/** The endings of the files that each kind takes. */
export const EXTENSIONS: Readonly<Record<SourceKind, readonly string[]>> = {
  markdown: MARKDOWN_EXTENSIONS,
  release: RELEASE_EXTENSIONS,
};

const KINDS = Object.keys(EXTENSIONS);

/** One entry of `sources.yaml`, of any kind. */
export const sourceSchema = z.discriminatedUnion('kind', [markdownSourceSchema, releaseSourceSchema], {
  error: (issue) =>
    issue.code === 'invalid_union' ? `one of ${KINDS.join(', ')}` : 'a source with id, kind and folder',
});

/** Reads an article the way its source asks. What that takes is loaded with the first article: a server publishes before it takes in. */
export async function readArticle(source: Source, file: ArticleText, context: ReadContext): Promise<Reading> {
  switch (source.kind) {
    case 'markdown': {
      const { readArticle } = await import('./markdown/read-article.ts');
      return readArticle(source, file, context);
    }
    case 'release': {
      const { readArticle } = await import('./release/read-article.ts');
      return readArticle(source, file, context);
    }
  }
}
