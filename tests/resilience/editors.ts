import { rmSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { Random } from '../../bench/random.ts';
import { HOSTILE_KINDS } from './hostile-files.ts';
import { chooseOperation, createArticle, type Operation, runCommand, saveArticle } from './operations.ts';
import type { SoakArticle } from './soak-article.ts';
import type { SoakNewsroom } from './soak-newsroom.ts';

/** Those who write articles, and those who drop hostile files beside them. */
export interface Editors {
  /** What must be true. */
  readonly articles: readonly SoakArticle[];
  /** Numbers of operations, of hostile files, and of refusals that editors saw, by name. */
  readonly done: ReadonlyMap<string, number>;
  readonly dropped: ReadonlyMap<string, number>;
  readonly refused: ReadonlyMap<string, number>;
  /** Does one operation. One by command continues in the background, and is repeated until it succeeds. */
  operate(): void;
  /** Saves many new articles at once. */
  saveMany(count: number): void;
  dropHostile(): void;
  /** Resolves when no command runs any more, or after this time. */
  finish(timeoutMs: number): Promise<void>;
}

const MAX_COMMANDS = 2;
const COMMAND_RETRY_MS = 2000;
/** Older hostile files are deleted, as somebody would in an hour. */
const MAX_HOSTILE = 60;

/** Writes the articles of the start. */
export function openEditors(
  newsroom: SoakNewsroom,
  random: Random,
  { count, phase }: { readonly count: number; readonly phase: () => string },
): Editors {
  const articles = Array.from({ length: count }, (_, key) => createArticle(key, random, true));
  for (const article of articles) saveArticle(newsroom.folder, article, false);
  const done = new Map<string, number>();
  const dropped = new Map<string, number>();
  const refused = new Map<string, number>();
  const hostile: (readonly string[])[] = [];
  const commands = new Set<Promise<void>>();
  let isFinishing = false;

  const apply = (operation: Operation, article: SoakArticle, after: SoakArticle): void => {
    const lastOperation = `${operation.name} (${phase()})`;
    Object.assign(article, after, { changedAt: Date.now(), lastOperation, isBusy: false });
    increase(done, operation.name);
  };

  const repeatCommand = async (operation: Operation, article: SoakArticle, after: SoakArticle): Promise<void> => {
    const command = operation.command?.(after);
    if (command === undefined || article.guid === undefined) return;
    article.isBusy = true;
    for (;;) {
      const problem = await runCommand(newsroom, command, article.guid);
      if (problem === undefined) return apply(operation, article, after);
      increase(refused, `${operation.name}: ${problem}`);
      if (isFinishing) return;
      await delay(COMMAND_RETRY_MS);
    }
  };

  const change = (operation: Operation, article: SoakArticle): void => {
    const after = { ...article, ...operation.change(article) };
    if (operation.command !== undefined) {
      if (commands.size >= MAX_COMMANDS) return;
      const command = repeatCommand(operation, article, after).finally(() => commands.delete(command));
      commands.add(command);
      return;
    }
    try {
      if (operation.onFile === undefined) saveArticle(newsroom.folder, after, random.below(2) === 0);
      else operation.onFile(newsroom.folder, article, after);
      apply(operation, article, after);
    } catch (fault) {
      increase(refused, `${operation.name}: ${(fault as NodeJS.ErrnoException).code}`);
    }
  };

  return {
    articles,
    done,
    dropped,
    refused,
    operate() {
      const { operation, article } = chooseOperation(articles, random);
      if (article !== undefined) return change(operation, article);
      const created = createArticle(articles.length, random, false);
      change(operation, created);
      articles.push(created);
    },
    saveMany(count) {
      for (let saved = 0; saved < count; saved += 1) {
        const article = createArticle(articles.length, random, true);
        saveArticle(newsroom.folder, article, false);
        articles.push(article);
      }
      done.set('new, many at once', count);
    },
    dropHostile() {
      const number = [...dropped.values()].reduce((sum, each) => sum + each, 0);
      const kind = HOSTILE_KINDS[number % HOSTILE_KINDS.length];
      if (kind === undefined) return;
      hostile.push(kind.drop(newsroom, `hostile-${number}`, `Hostile ${kind.name} ${number}`, random));
      increase(dropped, kind.name);
      if (hostile.length <= MAX_HOSTILE) return;
      for (const path of hostile.shift() ?? []) rmSync(path, { recursive: true, force: true });
    },
    async finish(timeoutMs) {
      await Promise.race([Promise.all(commands), delay(timeoutMs, undefined, { ref: false })]);
      isFinishing = true;
      await Promise.all(commands);
    },
  };
}

function increase(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
