import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseEnv } from 'node:util';
import { type Config, loadConfig, OPTIONS } from '../config.ts';
import { decodeUtf8 } from '../model/decode-utf8.ts';
import { findSimilarName } from '../model/find-similar-name.ts';
import { formatProblem, StartError, showValue } from '../model/problem.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** The name of the options file in the newsroom's folder. */
export const OPTIONS_FILE = '.env';

/**
 * The options of this process: from its environment, then from the options file of the newsroom's folder. `NEWSROOM_DIR` names the
 * folder, in the environment or in an options file of the current folder that has no other option. Throws a `StartError`.
 */
export function loadOptions(environment: Environment = process.env): Config {
  const here = environment.NEWSROOM_DIR === undefined ? readOptionsFile(OPTIONS_FILE) : {};
  const folder = environment.NEWSROOM_DIR ?? here.NEWSROOM_DIR;
  if (folder === undefined) return loadConfig({ ...here, ...environment });
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new StartError(
      `NEWSROOM_DIR: expected the folder of a newsroom, got ${showValue(folder)}. "npx tidings init DIR" makes one.`,
    );
  }
  refuseOthers(here, folder);
  const file = path.join(folder, OPTIONS_FILE);
  const options = readOptionsFile(file);
  if (options.NEWSROOM_DIR !== undefined) {
    throw new StartError(`${file}: expected no NEWSROOM_DIR, because the file is in the newsroom's folder.`);
  }
  return loadConfig({ ...options, ...environment, NEWSROOM_DIR: folder });
}

/** Two files with options would contradict each other. */
function refuseOthers(here: Environment, folder: string): void {
  const others = Object.keys(here).filter((name) => Object.hasOwn(OPTIONS, name) && name !== 'NEWSROOM_DIR');
  if (others.length === 0) return;
  throw new StartError(
    `${OPTIONS_FILE} names NEWSROOM_DIR, so other options belong in ${path.join(folder, OPTIONS_FILE)}: ${others.join(', ')}.`,
  );
}

/** No options where there is no file. Node's own parser would drop lines without `=` and accept every name. */
function readOptionsFile(file: string): Environment {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw new StartError(`The options file ${file} cannot be read: ${(error as Error).message}.`);
  }
  const decoded = decodeUtf8(file, bytes);
  const problems = decoded.kind === 'invalid' ? decoded.problems.map(formatProblem) : findMistakes(file, decoded.value);
  if (problems.length > 0) {
    throw new StartError(`The options file is invalid:\n${problems.map((line) => `  ${line}`).join('\n')}`);
  }
  return decoded.kind === 'valid' ? parseEnv(decoded.value) : {};
}

/** A name that is not similar to an option may belong to another program, such as Docker Compose. */
function findMistakes(file: string, text: string): readonly string[] {
  return text.split('\n').flatMap((written, index) => {
    const line = written.trim();
    if (line === '' || line.startsWith('#')) return [];
    const name = /^(?:export\s+)?([\w.-]+)\s*=/.exec(line)?.[1];
    const position = { file, line: index + 1 };
    if (name === undefined) return [formatProblem({ ...position, expected: 'NAME=value', got: showValue(line) })];
    // The parser would read a comment.
    if (/=\s*#\S/.test(line))
      return [
        formatProblem({
          ...position,
          field: name,
          expected: 'quotation marks around a value with #',
          got: showValue(line),
        }),
      ];
    const meant = Object.hasOwn(OPTIONS, name) ? undefined : findSimilarName(name, Object.keys(OPTIONS));
    return meant === undefined ? [] : [formatProblem({ ...position, expected: meant, got: showValue(name) })];
  });
}
