import { readRelease as readReleaseBytes } from '../../../src/ingest/release/parse-release.ts';
import type { Author } from '../../../src/model/article.ts';
import type { Checked } from '../../../src/model/problem.ts';
import type { Timestamp } from '../../../src/model/timestamp.ts';

/** A release as the corpus compares it. */
export interface ComparedRelease {
  readonly title: string;
  readonly deck?: string;
  readonly byline: readonly ComparedAuthor[];
  readonly dateline?: string;
  readonly paragraphs: readonly string[];
  readonly summary: string;
  readonly contentHtml: string;
  readonly sentAt?: Timestamp;
  readonly embargoUntil?: Timestamp;
  /** Not published. */
  readonly editorsNote?: string;
}

export interface ComparedAuthor {
  readonly name: string;
  readonly role?: string;
  readonly organization: boolean;
}

/** Reads the bytes of a release. All tests of the corpus call the reader of releases here and nowhere else. */
export async function readRelease(bytes: Uint8Array, file: string): Promise<Checked<ComparedRelease>> {
  const parsed = await readReleaseBytes(bytes, { file });
  if (parsed.kind === 'invalid') return parsed;
  return { kind: 'valid', value: { ...parsed.value, byline: parsed.value.byline.map(compareAuthor) } };
}

function compareAuthor(author: Author): ComparedAuthor {
  return { ...author, organization: 'kind' in author && author.kind === 'organization' };
}
