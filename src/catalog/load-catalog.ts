import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { describeFileError } from '../model/describe-file-error.ts';
import type { FeedDefinition } from '../model/feed-definition.ts';
import { type Checked, type Problem, showValue } from '../model/problem.ts';
import { buildCatalog, type Catalog } from './catalog.ts';
import { feedSchema } from './feed-schema.ts';
import { loadMoves, MOVED_FILE } from './load-moves.ts';
import { readYamlFile } from './read-yaml-file.ts';

/** Names that addresses use where others have a feed id. */
export const RESERVED_FEED_IDS: readonly string[] = [
  'category',
  'tag',
  'author',
  'custom',
  'c',
  'archive',
  'tidings',
  'articles',
  'check',
  'preview',
];
const ID = /^[a-z0-9-]+$/;

const OTHER_FILES: readonly string[] = ['sources.yaml', MOVED_FILE];

/** Files that would be definitions if they ended in `.yaml`; reported, so that no feed is missing without a message. */
export const MISSPELLED_EXTENSION = /^(?!\.).*\.(?:yml|YML|YAML|Yaml)$/;

/** Whether a file of the feeds folder defines a feed: any `*.yaml` that is not hidden and not one of the others. */
export function isDefinitionFile(name: string): boolean {
  return name.endsWith('.yaml') && !name.startsWith('.') && !OTHER_FILES.includes(name);
}

interface OrderedFeed {
  readonly feed: FeedDefinition;
  readonly order: number;
}

/** If anything is wrong, all problems of all files are reported. Feeds are sorted by `order`, then by id. */
export async function loadCatalog(folder: string): Promise<Checked<Catalog>> {
  let names: readonly string[];
  try {
    names = (await readdir(folder)).sort();
  } catch (error) {
    return invalid([{ file: folder, expected: 'a folder of feed definitions', got: describeFileError(error) }]);
  }
  const loaded = await Promise.all(names.filter(isDefinitionFile).map((name) => loadFeed(path.join(folder, name))));
  const moves = names.includes(MOVED_FILE) ? await loadMoves(path.join(folder, MOVED_FILE)) : undefined;
  const misspelled = names.filter((name) => MISSPELLED_EXTENSION.test(name));
  const problems = [
    ...(moves?.kind === 'invalid' ? moves.problems : []),
    ...misspelled.map((name) => refuseName(path.join(folder, name), 'a file name that ends in .yaml', name)),
    ...loaded.flatMap((feed) => (feed.kind === 'invalid' ? feed.problems : [])),
  ];
  if (problems.length > 0) return invalid(problems);
  if (loaded.length === 0) {
    return invalid([{ file: folder, expected: 'at least one feed definition (*.yaml)', got: 'none' }]);
  }
  const feeds = loaded.flatMap((feed) => (feed.kind === 'valid' ? feed.value : [])).sort(byOrder);
  const moved = moves?.kind === 'valid' ? moves.value : undefined;
  return {
    kind: 'valid',
    value: buildCatalog(
      feeds.map(({ feed }) => feed),
      moved,
    ),
  };
}

async function loadFeed(file: string): Promise<Checked<OrderedFeed>> {
  const id = path.basename(file, '.yaml');
  const content = await readYamlFile(file, feedSchema);
  const problems = [...checkFeedId(file, id), ...(content.kind === 'invalid' ? content.problems : [])];
  if (content.kind === 'invalid' || problems.length > 0) return invalid(problems);
  const { order = Number.POSITIVE_INFINITY, ...definition } = content.value;
  return { kind: 'valid', value: { feed: { id, ...definition }, order } };
}

function checkFeedId(file: string, id: string): readonly Problem[] {
  if (!ID.test(id)) {
    return [refuseName(file, 'a file name of a-z, 0-9 and hyphens before .yaml, the id of the feed', id)];
  }
  if (!RESERVED_FEED_IDS.includes(id)) return [];
  return [refuseName(file, `a file name that no address needs (taken: ${RESERVED_FEED_IDS.join(', ')})`, id)];
}

function refuseName(file: string, expected: string, name: string): Problem {
  return { file, expected, got: showValue(name) };
}

function byOrder(a: OrderedFeed, b: OrderedFeed): number {
  if (a.order !== b.order) return a.order < b.order ? -1 : 1;
  return a.feed.id < b.feed.id ? -1 : 1;
}

function invalid(problems: readonly Problem[]): { readonly kind: 'invalid'; readonly problems: readonly Problem[] } {
  return { kind: 'invalid', problems };
}
