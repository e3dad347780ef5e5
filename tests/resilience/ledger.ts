import { HOSTILE_KINDS } from './hostile-files.ts';
import type { SeenNewsroom } from './read-newsroom.ts';
import { findDifference, type SeenArticle, type SoakArticle, titleOf } from './soak-article.ts';

/** Something that must not happen. */
export interface Finding {
  readonly kind: 'lost' | 'late' | 'duplicate' | 'changed guid' | 'changed date' | 'hostile' | 'surface';
  readonly name: string;
  /** The last operation on the article. */
  readonly operation: string;
  readonly text: string;
}

export interface Ledger {
  /** Compares articles with what readers see. `isDue` tells whether an article must be right by now. Returns those that are not. */
  compare(
    articles: readonly SoakArticle[],
    seen: SeenNewsroom,
    isDue: (article: SoakArticle) => boolean,
  ): readonly SoakArticle[];
  /** What remains wrong counts as lost. */
  close(): readonly Finding[];
  /** Adds what another check found; the same finding once. */
  add(finding: Finding): void;
}

interface Remembered {
  readonly edits: number;
  readonly seen: SeenArticle;
}

const RUNS = /<script|\son\w+\s*=|javascript:/i;

/** Remembers what is wrong, until it is right. */
export function openLedger(clock: () => number = Date.now): Ledger {
  const findings = new Map<string, Finding>();
  /** Articles that were due and not right, with the moment of the first such check. */
  const open = new Map<SoakArticle, { readonly since: number; readonly text: string }>();
  const remembered = new Map<SoakArticle, Remembered>();

  const add = (finding: Finding): void => {
    const key = `${finding.kind} ${finding.name} ${finding.text}`;
    if (!findings.has(key)) findings.set(key, finding);
  };
  const addFor = (article: SoakArticle, kind: Finding['kind'], text: string): void =>
    add({ kind, name: titleOf(article), operation: article.lastOperation, text });

  const compareOne = (
    article: SoakArticle,
    found: readonly SeenArticle[],
    { withdrawn }: SeenNewsroom,
  ): string | undefined => {
    if (found.length > 1) addFor(article, 'duplicate', found.map(({ guid }) => guid).join(' and '));
    const [seen] = found.filter(({ guid }) => article.guid === undefined || guid === article.guid).concat(found);
    if (seen !== undefined) {
      article.guid ??= seen.guid;
      if (seen.guid !== article.guid) addFor(article, 'changed guid', `${article.guid} became ${seen.guid}`);
    }
    const difference = findDifference(article, seen, withdrawn);
    article.isSeen ||= difference === undefined && !article.isBusy;
    if (difference !== undefined || seen === undefined || article.isBusy) return difference;
    const before = remembered.get(article);
    remembered.set(article, { edits: article.edits, seen });
    if (before === undefined) return undefined;
    if (before.seen.published !== seen.published) {
      addFor(article, 'changed date', `published ${before.seen.published}, then ${seen.published}`);
    }
    if (before.edits === article.edits && before.seen.modified !== seen.modified) {
      addFor(article, 'changed date', `modified ${before.seen.modified}, then ${seen.modified}, with the same content`);
    }
    if (before.seen.html !== seen.html && before.seen.modified === seen.modified) {
      addFor(article, 'changed date', `modified ${seen.modified} before and after its content changed`);
    }
    return undefined;
  };

  return {
    add,
    compare(articles, seen, isDue) {
      const byTitle = Map.groupBy(seen.honest, ({ title }) => title);
      const wrong: SoakArticle[] = [];
      for (const article of articles) {
        const difference = compareOne(article, byTitle.get(titleOf(article)) ?? [], seen);
        const before = open.get(article);
        if (difference === undefined) {
          open.delete(article);
          if (before !== undefined) {
            const seconds = Math.round((clock() - before.since) / 1000);
            addFor(article, 'late', `${before.text}: right ${seconds} s after it was due`);
          }
          continue;
        }
        wrong.push(article);
        if (isDue(article)) open.set(article, { since: before?.since ?? clock(), text: difference });
      }
      for (const finding of findHostile(seen)) add(finding);
      return wrong;
    },
    close() {
      for (const [article, { text }] of open) addFor(article, 'lost', text);
      open.clear();
      return [...findings.values()];
    },
  };
}

function findHostile({ honest, hostile }: SeenNewsroom): readonly Finding[] {
  const report = (name: string, text: string): Finding => ({ kind: 'hostile', name, operation: 'hostile file', text });
  const strangers = honest.filter(({ title }) => !/^Honest story \d+$/.test(title));
  const refusable = hostile.filter(({ title }) =>
    HOSTILE_KINDS.some(({ name, mayBePublished }) => !mayBePublished && title.startsWith(`Hostile ${name} `)),
  );
  const running = [...honest, ...hostile].filter(({ html }) => RUNS.test(html));
  return [
    ...strangers.map(({ title }) => report(title, 'is in the feed of honest stories')),
    ...refusable.map(({ title }) => report(title, 'is published')),
    ...running.map(({ title }) => report(title, 'has something that runs')),
  ];
}
