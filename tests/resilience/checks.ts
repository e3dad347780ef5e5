import { setTimeout as delay } from 'node:timers/promises';
import type { Ledger } from './ledger.ts';
import type { Reading, SeenNewsroom } from './read-newsroom.ts';
import { type SoakArticle, titleOf } from './soak-article.ts';

export interface Checks {
  /** Compares what editors wrote with what readers see now. An article is due `graceMs` after its operation, and after `since`. */
  check(graceMs: number, since: number): Promise<void>;
  /** Waits until everything is right. Resolves with the articles that are not, after the timeout. */
  settle(timeoutMs: number): Promise<readonly SoakArticle[]>;
  /** Compares feeds, headlines, pages and images with each other, once everything is settled. */
  checkSurfaces(): Promise<void>;
  /** Milliseconds from saving new articles to their publication, by the phase in which they were saved. */
  readonly delays: ReadonlyMap<string, readonly number[]>;
  /** Looks which of the new articles are published. */
  noticeNew(phase: string): Promise<void>;
}

const POLL_MS = 250;
const RECENT_MS = 60_000;
/** Pages of articles that nobody edited. */
const MAX_UNEDITED = 100;
const EMPTY: SeenNewsroom = { honest: [], withdrawn: new Set(), hostile: [] };
const READ_IN_OUTAGE = ['/feeds/all.rss', '/feeds/latest.json'];
const GUID = /urn:uuid:[0-9a-f-]{36}/g;

/**
 * Checks that feeds are served from memory while the database is away, and that `/readyz` says that it is away. Only documents that were
 * read before are in memory, without those with an article that was removed since.
 */
export function openOutageCheck({ read }: Pick<Reading, 'read'>, ledger: Ledger, articles: readonly SoakArticle[]) {
  const known = new Map<string, string>();
  const isRemovedFrom = (path: string): boolean => {
    const guids = new Set(known.get(path)?.match(GUID));
    return articles.some(({ guid = '', retraction, isDeleted }) => {
      return guids.has(guid) && (retraction !== undefined || isDeleted);
    });
  };
  return {
    /** Before an outage, again and again. */
    async readAll(): Promise<void> {
      for (const path of READ_IN_OUTAGE) {
        const { status, text } = await read(path);
        if (status === 200) known.set(path, text);
      }
    },
    async check(fault: string, isOver: () => boolean): Promise<void> {
      const expected = READ_IN_OUTAGE.map((path) => [path, isRemovedFrom(path) ? [200, 503] : [200]] as const);
      for (const [path, statuses] of [...expected, ['/readyz', [503]] as const]) {
        const answer = await read(path).then(
          ({ status }) => status,
          (error: Error) => error.name,
        );
        if (statuses.some((status) => status === answer) || isOver()) continue;
        const text = `answers ${answer}, expected ${statuses.join(' or ')}`;
        ledger.add({ kind: 'surface', name: path, operation: fault, text });
      }
    },
  };
}

export function openChecks(reading: Reading, ledger: Ledger, articles: readonly SoakArticle[]): Checks {
  const delays = new Map<string, readonly number[]>();
  /** New articles by title, with the phase in which they were saved. */
  const awaited = new Map<string, { readonly article: SoakArticle; readonly since: number; readonly phase: string }>();
  let known = articles.length;

  const add = (name: string, text: string): void => ledger.add({ kind: 'surface', name, operation: '', text });

  const checkPage = async (article: SoakArticle): Promise<void> => {
    const { guid = '', retraction, correction, image } = article;
    const page = await reading.read(`/articles/${guid.replace('urn:uuid:', '')}`);
    const expected = retraction === undefined ? 200 : 410;
    const needed = [retraction ?? titleOf(article), ...(retraction === undefined ? [correction ?? ''] : [])];
    if (page.status !== expected) add(titleOf(article), `its page answers ${page.status}, expected ${expected}`);
    for (const text of needed) if (!page.text.includes(text)) add(titleOf(article), `its page does not say ${text}`);
    const source = /\/media\/[\w.-]+/.exec(page.text)?.[0];
    if (image === undefined || retraction !== undefined) return;
    if (source === undefined) return add(titleOf(article), 'its page has no image');
    const { status } = await reading.read(source);
    if (status !== 200) add(titleOf(article), `its image answers ${status}`);
  };

  return {
    delays,
    async check(graceMs, since) {
      const before = Date.now() - graceMs;
      const seen = await reading.readNewsroom();
      ledger.compare(articles, seen, ({ changedAt, isBusy }) => !isBusy && Math.max(changedAt, since) < before);
    },
    async settle(timeoutMs) {
      const deadline = performance.now() + timeoutMs;
      for (;;) {
        const isLast = performance.now() > deadline;
        // A server that does not answer shows nothing.
        const seen = await reading.readNewsroom().catch(() => EMPTY);
        const wrong = ledger.compare(articles, seen, () => isLast);
        if (wrong.length === 0 || isLast) return wrong;
        await delay(POLL_MS);
      }
    },
    async checkSurfaces() {
      const feeds = await Promise.all(
        ['json', 'atom', 'rss'].map(async (format) => (await reading.read(`/feeds/honest.${format}`)).text),
      );
      const [json = new Set<string>(), ...others] = feeds.map((text) => new Set(text.match(GUID)));
      for (const other of others) {
        const missing = [...json].filter((guid) => !other.has(guid));
        if (missing.length > 0) add('formats', `one format has ${missing.length} articles that another has not`);
      }
      const ids = feeds[0]?.match(GUID)?.map((guid) => guid.replace('urn:uuid:', '')) ?? [];
      const headlines = JSON.parse((await reading.read('/v1/honest.json')).text) as {
        readonly items: readonly { readonly id: string }[];
      };
      const strange = headlines.items.filter(({ id }) => !ids.includes(id));
      if (strange.length > 0) add('headlines', `have ${strange.length} articles that the feed has not`);
      const published = articles.filter(({ guid }) => guid !== undefined);
      const edited = published.filter(({ edits }) => edits > 0);
      const unedited = published.filter(({ edits }) => edits === 0).slice(0, MAX_UNEDITED);
      for (const article of [...edited, ...unedited]) await checkPage(article);
      for (const path of ['/healthz', '/readyz']) {
        const { status, text } = await reading.read(path);
        if (status !== 200) add(path, `answers ${status}: ${text}`);
      }
    },
    async noticeNew(phase) {
      for (; known < articles.length; known += 1) {
        const article = articles[known];
        // An older date would not be in that feed.
        if (article === undefined || Date.parse(article.date) < article.changedAt - RECENT_MS) continue;
        awaited.set(titleOf(article), { article, since: article.changedAt, phase });
      }
      if (awaited.size === 0) return;
      const titles = await reading.listTitles('/feeds/latest.json');
      for (const title of titles) {
        const found = awaited.get(title);
        if (found === undefined) continue;
        delays.set(found.phase, [...(delays.get(found.phase) ?? []), Date.now() - found.since]);
        awaited.delete(title);
      }
      for (const [title, { article }] of awaited) if (article.retraction !== undefined) awaited.delete(title);
    },
  };
}
