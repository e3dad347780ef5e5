import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { FeedDefinition } from '../model/feed-definition.ts';
import { type Checked, type Problem, showValue } from '../model/problem.ts';
import { parseYaml } from '../model/yaml-document.ts';
import { buildCatalog, type Catalog } from './catalog.ts';
import { checkFeedId } from './feed-id.ts';
import { type FeedFile, feedSchema } from './feed-schema.ts';
import { isDefinitionFile, MISSPELT_ENDING } from './is-definition-file.ts';
import { loadMoves } from './load-moves.ts';

/** A definition and the place in the catalogue that its file asks for. */
interface Placed {
  readonly feed: FeedDefinition;
  readonly order: number;
}

/**
 * Loads the feed definitions of a folder: every `*.yaml` but `sources.yaml` is one feed, its id the file's name. Either all of them
 * are right and there is at least one, or every problem of every file is named. Feeds stand by `order`, then by id.
 */
export async function loadCatalog(folder: string): Promise<Checked<Catalog>> {
  let names: readonly string[];
  try {
    names = (await readdir(folder)).sort();
  } catch (error) {
    return invalid([{ file: folder, expected: 'a folder of feed definitions', got: describeFault(error) }]);
  }
  const definitions = names.filter(isDefinitionFile);
  const loaded = await Promise.all(definitions.map((name) => loadFeed(path.join(folder, name))));
  const moves = await loadMoves(folder);
  const problems = [
    ...(moves.kind === 'invalid' ? moves.problems : []),
    ...names.filter((name) => MISSPELT_ENDING.test(name)).map((name) => misspelt(folder, name)),
    ...loaded.flatMap((feed) => (feed.kind === 'invalid' ? feed.problems : [])),
  ];
  if (problems.length > 0) return invalid(problems);
  if (loaded.length === 0) {
    return invalid([{ file: folder, expected: 'at least one feed definition (*.yaml)', got: 'none' }]);
  }
  const placed = loaded.flatMap((feed) => (feed.kind === 'valid' ? [feed.value] : []));
  return {
    kind: 'valid',
    value: buildCatalog(
      placed.sort(byPlace).map(({ feed }) => feed),
      moves.kind === 'valid' ? moves.value : undefined,
    ),
  };
}

async function loadFeed(file: string): Promise<Checked<Placed>> {
  const id = path.basename(file, '.yaml');
  const idProblem = checkFeedId(file, id);
  const content = await readDefinition(file);
  const problems = [...(idProblem ? [idProblem] : []), ...(content.kind === 'invalid' ? content.problems : [])];
  if (content.kind === 'invalid' || problems.length > 0) return invalid(problems);
  const { order = Number.POSITIVE_INFINITY, ...definition } = content.value;
  return { kind: 'valid', value: { feed: { id, ...definition }, order } };
}

async function readDefinition(file: string): Promise<Checked<FeedFile>> {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file));
  } catch (error) {
    return invalid([{ file, expected: 'a readable file of UTF-8 text', got: describeFault(error) }]);
  }
  return parseYaml({ file, text }, feedSchema);
}

function misspelt(folder: string, name: string): Problem {
  return { file: path.join(folder, name), expected: 'a file name that ends in .yaml', got: showValue(name) };
}

function byPlace(a: Placed, b: Placed): number {
  if (a.order !== b.order) return a.order < b.order ? -1 : 1;
  return a.feed.id < b.feed.id ? -1 : 1;
}

function invalid(problems: readonly Problem[]): { readonly kind: 'invalid'; readonly problems: readonly Problem[] } {
  return { kind: 'invalid', problems };
}

function describeFault(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  switch (code) {
    case 'ENOENT':
      return 'nothing there';
    case 'ENOTDIR':
      return 'a file';
    case 'EISDIR':
      return 'a folder';
    case 'EACCES':
    case 'EPERM':
      return 'no permission to read it';
    case 'ERR_ENCODING_INVALID_ENCODED_DATA':
      return 'bytes that are not UTF-8';
    default:
      return error instanceof Error ? error.message : String(error);
  }
}
