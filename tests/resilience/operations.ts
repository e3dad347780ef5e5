import { spawn } from 'node:child_process';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import type { Random } from '../../bench/random.ts';
import { type SoakArticle, toMarkdown } from './soak-article.ts';
import type { SoakNewsroom } from './soak-newsroom.ts';

/** What an editor does with an article. */
export interface Operation {
  readonly name: string;
  /** How often it is chosen, compared with the others. */
  readonly weight: number;
  /** Articles that it can be done with. Absent: it makes one. */
  readonly suits?: (article: SoakArticle) => boolean;
  /** The article after it. */
  change(article: SoakArticle): Partial<SoakArticle>;
  /** What is done with the file, from its state before and after. By default it is saved. */
  readonly onFile?: (folder: string, before: SoakArticle, after: SoakArticle) => void;
  /** The command and its text, where it is done by command. */
  readonly command?: (after: SoakArticle) => readonly [string, ...string[]];
}

const hasFile = (article: SoakArticle): boolean => !article.isDeleted;
const byFile = (article: SoakArticle): boolean => hasFile(article) && article.editedBy === 'file';
const byCommand = ({ editedBy, guid }: SoakArticle): boolean => editedBy === 'command' && guid !== undefined;
const isShown = ({ retraction }: SoakArticle): boolean => retraction === undefined;
const edited = ({ edits }: SoakArticle) => ({ edits: edits + 1, isSeen: false });

const OPERATIONS: readonly Operation[] = [
  { name: 'new', weight: 22, change: () => ({}) },
  { name: 'edit', weight: 30, suits: hasFile, change: (a) => ({ ...edited(a), revision: a.revision + 1 }) },
  { name: 'save again', weight: 8, suits: hasFile, change: () => ({}) },
  { name: 'correct', weight: 7, suits: (a) => byFile(a) && isShown(a), change: (a) => correct(a) },
  { name: 'retract', weight: 6, suits: (a) => byFile(a) && isShown(a), change: (a) => retract(a) },
  { name: 'restore', weight: 4, suits: (a) => byFile(a) && !isShown(a), change: restore },
  {
    name: 'rename',
    weight: 6,
    suits: hasFile,
    change: ({ key, file }) => ({ file: file.startsWith('moved/') ? `story-${key}.md` : `moved/story-${key}.md` }),
    onFile: (folder, before, after) => renameSync(path.join(folder, before.file), path.join(folder, after.file)),
  },
  {
    name: 'delete',
    weight: 3,
    // A file that is deleted before it is read is lost, and its editor knows.
    suits: (article) => hasFile(article) && article.isSeen,
    change: () => ({ isDeleted: true }),
    onFile: (folder, before) => rmSync(path.join(folder, before.file)),
  },
  {
    name: 'correct by command',
    weight: 4,
    suits: (a) => byCommand(a) && isShown(a),
    change: (a) => correct(a),
    command: ({ correction = '' }) => ['correct', correction],
  },
  {
    name: 'retract by command',
    weight: 4,
    suits: (a) => byCommand(a) && isShown(a),
    change: (a) => retract(a),
    command: ({ retraction = '' }) => ['retract', retraction],
  },
  {
    name: 'restore by command',
    weight: 3,
    suits: (a) => byCommand(a) && !isShown(a),
    change: restore,
    command: () => ['restore'],
  },
];

function correct(article: SoakArticle): Partial<SoakArticle> {
  return { ...edited(article), correction: `Correction ${article.edits} of story ${article.key}` };
}

function retract(article: SoakArticle): Partial<SoakArticle> {
  return { ...edited(article), retraction: `Reason ${article.edits} of story ${article.key}` };
}

function restore(article: SoakArticle): Partial<SoakArticle> {
  return { ...edited(article), retraction: undefined };
}

/** The next operation and its article. */
export function chooseOperation(
  articles: readonly SoakArticle[],
  random: Random,
): { readonly operation: Operation; readonly article: SoakArticle | undefined } {
  const total = OPERATIONS.reduce((sum, { weight }) => sum + weight, 0);
  for (;;) {
    let left = random.below(total);
    const operation = OPERATIONS.find(({ weight }) => {
      left -= weight;
      return left < 0;
    });
    if (operation === undefined) continue;
    const { suits } = operation;
    if (suits === undefined) return { operation, article: undefined };
    const suitable = articles.filter((article) => !article.isBusy && suits(article));
    const article = suitable[random.below(Math.max(1, suitable.length))];
    if (article !== undefined) return { operation, article };
  }
}

const HOUR_MS = 3_600_000;

/** An article that is new. `isOld` gives it a date before the run. */
export function createArticle(key: number, random: Random, isOld: boolean): SoakArticle {
  const age = isOld ? HOUR_MS + random.below(400 * HOUR_MS) : 2000;
  const hasImage = random.below(4) === 0;
  return {
    key,
    hasId: random.below(2) === 0,
    editedBy: random.below(2) === 0 ? 'file' : 'command',
    date: `${new Date(Date.now() - age).toISOString().slice(0, 19)}Z`,
    ...(hasImage && { image: `/photo-${key % 10}.jpg` }),
    file: `story-${key}.md`,
    isDeleted: false,
    revision: 1,
    edits: 0,
    isSeen: false,
    lastOperation: 'new',
    changedAt: Date.now(),
    isBusy: false,
  };
}

/** Saves as editors do: in the file itself, or in a new file that takes its name. */
export function saveArticle(folder: string, article: SoakArticle, byRename: boolean): void {
  const target = path.join(folder, article.file);
  const draft = path.join(path.dirname(target), `.${path.basename(target)}.new`);
  writeFileSync(byRename ? draft : target, toMarkdown(article));
  if (byRename) renameSync(draft, target);
}

/** Makes the images that articles name. */
export async function saveImages(folder: string): Promise<void> {
  for (let number = 0; number < 10; number += 1) {
    const background = { r: number * 25, g: 255 - number * 25, b: 90 };
    const square = sharp({ create: { width: 640, height: 480, channels: 3, background } });
    await square.jpeg().toFile(path.join(folder, `photo-${number}.jpg`));
  }
}

const PROGRAM = path.resolve(import.meta.dirname, '../../bin/tidings.js');
const COMMAND_TIMEOUT_MS = 60_000;

/** Runs a command of the program. Resolves with what it printed if it failed, or `undefined`. */
export async function runCommand(
  { environment }: SoakNewsroom,
  [command, ...texts]: readonly [string, ...string[]],
  guid: string,
): Promise<string | undefined> {
  const child = spawn(process.execPath, [PROGRAM, command, guid, ...texts], {
    cwd: environment.NEWSROOM_DIR,
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: COMMAND_TIMEOUT_MS,
  });
  let errors = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  const { promise, resolve } = Promise.withResolvers<number | null>();
  child.once('close', resolve);
  const code = await promise;
  return code === 0 ? undefined : `exit code ${code}: ${errors.trim()}`;
}
