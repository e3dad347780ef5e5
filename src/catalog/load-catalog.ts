import { readdir } from 'node:fs/promises';
import path from 'node:path';
import type { FeedDefinition } from '../model/feed-definition.ts';
import { type Checked, type Problem, showValue } from '../model/problem.ts';
import { buildCatalog, type Catalog } from './catalog.ts';
import { checkFeedId } from './check-feed-id.ts';
import { describeFileError } from './describe-file-error.ts';
import { feedSchema } from './feed-schema.ts';
import { isDefinitionFile, MISSPELLED_EXTENSION } from './is-definition-file.ts';
import { loadMoves, MOVED_FILE } from './load-moves.ts';
import { readYamlFile } from './read-yaml-file.ts';

/** A definition and its position in the catalog. */
interface OrderedFeed {
  readonly feed: FeedDefinition;
  readonly order: number;
}

/**
 * Loads the feed definitions of a folder: every `*.yaml` except `sources.yaml` and `moved.yaml` defines the feed that the file is named
 * for. If anything is wrong, all problems of all files are reported. Feeds are sorted by `order`, then by id.
 */
export async function loadCatalog(folder: string): Promise<Checked<Catalog>> {
  let names: readonly string[];
  try {
    names = (await readdir(folder)).sort();
  } catch (error) {
    return invalid([{ file: folder, expected: 'a folder of feed definitions', got: describeFileError(error) }]);
  }
  const definitions = names.filter(isDefinitionFile);
  const loaded = await Promise.all(definitions.map((name) => loadFeed(path.join(folder, name))));
  const moves = names.includes(MOVED_FILE) ? await loadMoves(path.join(folder, MOVED_FILE)) : undefined;
  const problems = [
    ...(moves?.kind === 'invalid' ? moves.problems : []),
    ...names.filter((name) => MISSPELLED_EXTENSION.test(name)).map((name) => reportExtension(folder, name)),
    ...loaded.flatMap((feed) => (feed.kind === 'invalid' ? feed.problems : [])),
  ];
  if (problems.length > 0) return invalid(problems);
  if (loaded.length === 0) {
    return invalid([{ file: folder, expected: 'at least one feed definition (*.yaml)', got: 'none' }]);
  }
  const feeds = loaded.flatMap((feed) => (feed.kind === 'valid' ? [feed.value] : []));
  return {
    kind: 'valid',
    value: buildCatalog(
      feeds.sort(byOrder).map(({ feed }) => feed),
      moves?.kind === 'valid' ? moves.value : undefined,
    ),
  };
}

async function loadFeed(file: string): Promise<Checked<OrderedFeed>> {
  const id = path.basename(file, '.yaml');
  const idProblem = checkFeedId(file, id);
  const content = await readYamlFile(file, feedSchema);
  const problems = [...(idProblem ? [idProblem] : []), ...(content.kind === 'invalid' ? content.problems : [])];
  if (content.kind === 'invalid' || problems.length > 0) return invalid(problems);
  const { order = Number.POSITIVE_INFINITY, ...definition } = content.value;
  return { kind: 'valid', value: { feed: { id, ...definition }, order } };
}

function reportExtension(folder: string, name: string): Problem {
  return { file: path.join(folder, name), expected: 'a file name that ends in .yaml', got: showValue(name) };
}

function byOrder(a: OrderedFeed, b: OrderedFeed): number {
  if (a.order !== b.order) return a.order < b.order ? -1 : 1;
  return a.feed.id < b.feed.id ? -1 : 1;
}

function invalid(problems: readonly Problem[]): { readonly kind: 'invalid'; readonly problems: readonly Problem[] } {
  return { kind: 'invalid', problems };
}
