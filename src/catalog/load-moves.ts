import { z } from 'zod';
import type { Checked } from '../model/problem.ts';
import { readYamlFile } from './read-yaml-file.ts';

export const MOVED_FILE = 'moved.yaml';

const FEED_PATH = 'a feed such as world or category/middle-east';
const feedPath = z.string(FEED_PATH).regex(/^(?:[a-z0-9-]+|(?:category|tag|author)\/[^/\s]+)$/u, FEED_PATH);

const schema = z.strictObject({
  moved: z
    .array(
      z.strictObject({ from: feedPath, to: feedPath }, 'a from and a to'),
      'a list of moves, each with from and to',
    )
    .superRefine((moves, context) => {
      for (const [index, { from }] of moves.entries()) {
        if (moves.findIndex((move) => move.from === from) < index) {
          context.addIssue({ code: 'custom', path: [index, 'from'], message: 'a feed that has moved only once' });
        }
      }
    }),
});

/** The new paths of renamed feeds, by their former paths. Chains are resolved, so that a reader is redirected once. */
export async function loadMoves(file: string): Promise<Checked<ReadonlyMap<string, string>>> {
  const parsed = await readYamlFile(file, schema);
  if (parsed.kind === 'invalid') return parsed;
  const direct = new Map(parsed.value.moved.map(({ from, to }) => [from, to]));
  const resolved = new Map<string, string>();
  for (const from of direct.keys()) {
    const end = resolveMove(direct, from);
    if (end === undefined) {
      const problem = { file, field: from, expected: 'a move to a feed that has not moved', got: 'a circle' };
      return { kind: 'invalid', problems: [problem] };
    }
    resolved.set(from, end);
  }
  return { kind: 'valid', value: resolved };
}

/** The last path of a chain of moves; `undefined` if the chain is a circle. */
function resolveMove(moves: ReadonlyMap<string, string>, from: string): string | undefined {
  const visited = new Set<string>();
  let at = from;
  for (let next = moves.get(at); next !== undefined; next = moves.get(at)) {
    visited.add(at);
    if (visited.has(next)) return undefined;
    at = next;
  }
  return at;
}
