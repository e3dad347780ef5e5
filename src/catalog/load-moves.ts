import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { Checked } from '../model/problem.ts';
import { parseYaml } from '../model/yaml-document.ts';

/** The file that says where feeds have gone; it may be missing. */
export const MOVED_FILE = 'moved.yaml';

const FEED_PATH = /^(?:[a-z0-9-]+|(?:category|tag|author)\/[^/\s]+)$/u;
const feedPath = z
  .string('a feed such as world or category/middle-east')
  .regex(FEED_PATH, 'a feed such as world or category/middle-east');

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

/**
 * Reads where feeds have gone when an id or a slug was renamed: an address that was once published answers for ever. Moves are followed to their end, so a
 * reader is sent once; a circle is a problem.
 */
export async function loadMoves(folder: string): Promise<Checked<ReadonlyMap<string, string>>> {
  const file = path.join(folder, MOVED_FILE);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code === 'ENOENT') return { kind: 'valid', value: new Map() };
    return {
      kind: 'invalid',
      problems: [{ file, expected: 'a file that can be read', got: (fault as Error).message }],
    };
  }
  const parsed = parseYaml({ file, text }, schema);
  if (parsed.kind === 'invalid') return parsed;
  const direct = new Map(parsed.value.moved.map(({ from, to }) => [from, to]));
  const ends = new Map<string, string>();
  for (const from of direct.keys()) {
    const end = followMoves(direct, from);
    if (end === undefined) {
      return {
        kind: 'invalid',
        problems: [{ file, field: from, expected: 'moves that come to an end', got: 'a circle' }],
      };
    }
    ends.set(from, end);
  }
  return { kind: 'valid', value: ends };
}

function followMoves(moves: ReadonlyMap<string, string>, from: string): string | undefined {
  const passed = new Set<string>();
  let at = from;
  for (let next = moves.get(at); next !== undefined; next = moves.get(at)) {
    passed.add(at);
    if (passed.has(next)) return undefined;
    at = next;
  }
  return at;
}
