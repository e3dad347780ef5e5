import path from 'node:path';
import type { ArticleId } from '../../src/model/article.ts';
import type { DatabaseLocation } from '../../src/model/database-url.ts';
import { EMPTY_SELECTION, type Selection } from '../../src/model/feed-definition.ts';
import { mintUuidV7 } from '../../src/model/ids.ts';
import { systemClock } from '../../src/model/timestamp.ts';
import type { ArticleQuery, ArticleStore } from '../../src/store/article-store.ts';
import { type CopyReport, copyDatabase } from '../../src/store/copy-database.ts';
import { openStore } from '../../src/store/open-store.ts';
import { startPostgres } from '../../tests/postgres/start-postgres.ts';
import { articleMaker } from '../article-maker.ts';
import { measureInRounds, type Sides } from '../measure-in-rounds.ts';
import { ARCHIVE_SHAPE, fillDatabase, makeNewsroomFolder } from '../newsroom-folder.ts';
import { atMost, type Experiment, show } from '../report.ts';
import { quantile, ratioOf, spreadOf } from '../statistics.ts';

const RATIO = 3;
/** A statement takes a round trip, whatever it reads. Faster reads than this count as equal. */
const ROUND_TRIPS_MS = 1;
const ROUND_MS = 100;
const MAX_CALLS = 100;
const CORRECTED = 500;
const SAMPLED_ARTICLES = 2_000;
const PAGE = 50;
const ARCHIVE = { keep: 0, pageSize: PAGE, limit: 100 };

type Read = (store: ArticleStore) => Promise<unknown>;

/** The same articles in SQLite and PostgreSQL: how long a copy takes, and each read of the store. */
export const databases: Experiment = {
  name: 'databases',
  async run({ options, folder, progress }) {
    const { databaseFile } = makeNewsroomFolder(path.join(folder, 'sqlite'), 0);
    progress(`filling SQLite with ${options.articles} articles`);
    await fillDatabase(databaseFile, ARCHIVE_SHAPE, { from: 0, to: options.articles });
    await using opened = new AsyncDisposableStack();
    const server = opened.adopt(await startPostgres(), (started) => started.stop());
    const open = async (database: DatabaseLocation) =>
      opened.adopt(await openStore({ database, mintId: mintUuidV7 }), (store) => store.close());
    const locations = {
      SQLite: { kind: 'file', path: databaseFile },
      PostgreSQL: { kind: 'postgres', url: server.url },
      back: { kind: 'file', path: path.join(folder, 'back.db') },
    } as const satisfies Record<string, DatabaseLocation>;
    const sqlite = await open(locations.SQLite);
    const sample = await prepareSample(sqlite, options.articles);
    progress('copying to PostgreSQL');
    const there = await timeCopy(locations.SQLite, locations.PostgreSQL);
    progress('copying back to SQLite');
    const back = await timeCopy(locations.PostgreSQL, locations.back);

    const stores = new Map([
      ['SQLite', sqlite],
      ['PostgreSQL', await open(locations.PostgreSQL)],
    ]);
    const rows: [name: string, sqlite: number, postgres: number, ratio: number][] = [];
    for (const [name, read] of Object.entries({ ...buildReads(sample), ...buildArchiveSteps(sample) })) {
      progress(name);
      const sides: Sides<number> = new Map([...stores].map(([side, store]) => [side, () => timeCalls(read, store)]));
      // Statements and pages are read for the first time.
      for (const measure of sides.values()) await measure();
      const times = await measureInRounds(options.rounds, sides);
      const [one = [], other = []] = [times.get('SQLite'), times.get('PostgreSQL')];
      rows.push([name, spreadOf(one).median, spreadOf(other).median, ratioOf(other, one).median]);
    }
    const slow = rows.filter(([, , postgres, ratio]) => ratio > RATIO && postgres > ROUND_TRIPS_MS);
    return {
      title: 'SQLite and PostgreSQL',
      notes: [
        `${options.articles} articles of 4 kB; PostgreSQL on the same machine, its default memory, ${options.rounds} interleaved rounds.`,
        `Copied to PostgreSQL in ${show(there.seconds)} s and back in ${show(back.seconds)} s, ${there.isEqual && back.isEqual ? 'equal' : 'DIFFERENT'}.`,
        `Above ${RATIO} times and ${ROUND_TRIPS_MS} ms: ${slow.map(([name]) => name).join('; ') || 'none'}.`,
      ],
      tables: [
        {
          columns: ['read', 'SQLite, ms', 'PostgreSQL, ms', 'ratio'],
          rows: rows.map(([name, ...values]) => [name, ...values.map(show)]),
        },
      ],
      verdicts: [atMost(`reads that take more than ${RATIO} times as long as on SQLite, and 1 ms`, 0, slow.length)],
      data: { copies: { there, back }, reads: rows },
    };
  },
};

interface Sample {
  readonly query: (select?: Partial<Selection>, rest?: Partial<ArticleQuery>) => ArticleQuery;
  readonly ids: readonly ArticleId[];
  readonly id: ArticleId;
  readonly corrected: ArticleId;
  readonly middle: Pick<ArticleQuery, 'after'>;
  readonly lastSeq: number;
  /** Words of most articles, of one in fifty, and of few. */
  readonly words: Readonly<Record<'common' | 'usual' | 'rare', string>>;
  readonly make: ReturnType<typeof articleMaker>;
}

async function prepareSample(store: ArticleStore, articles: number): Promise<Sample> {
  const make = articleMaker(ARCHIVE_SHAPE);
  const query: Sample['query'] = (select = {}, rest = {}) => ({
    select: { ...EMPTY_SELECTION, ...select },
    exclude: EMPTY_SELECTION,
    limit: PAGE,
    ...rest,
  });
  const positions = await store.listVisiblePositions(query({}, { limit: articles }));
  const ids = positions.map(({ id }) => id);
  const middle = positions[Math.floor(positions.length / 2)];
  const [id, corrected] = ids;
  if (middle === undefined || id === undefined || corrected === undefined) throw new Error('expected articles');
  for (const one of ids.slice(1, CORRECTED)) await store.correct(one, 'A number was wrong.', systemClock());
  await store.retract(ids[CORRECTED] ?? id, 'Untrue.', systemClock());
  await store.extendArchive('read', query(), ARCHIVE);
  return {
    query,
    ids: ids.slice(0, PAGE),
    id,
    corrected,
    middle: { after: middle },
    lastSeq: await store.getLastSeq(),
    words: findWords(Math.min(articles, SAMPLED_ARTICLES), make),
    make,
  };
}

function findWords(articles: number, make: Sample['make']): Sample['words'] {
  const counts = new Map<string, number>();
  for (let number = 0; number < articles; number += 1) {
    for (const word of new Set(
      make(number)
        .contentHtml.toLowerCase()
        .match(/[a-z]{4,}/g),
    )) {
      counts.set(word, (counts.get(word) ?? 0) + 1);
    }
  }
  const nearest = (share: number): string => {
    const distance = (count: number) => Math.abs(count - share * articles);
    const [word] = [...counts].reduce((best, other) => (distance(other[1]) < distance(best[1]) ? other : best));
    return word;
  };
  return { common: nearest(0.5), usual: nearest(0.02), rare: nearest(0.001) };
}

function buildReads({ query, ids, id, corrected, middle, lastSeq, words, make }: Sample): Record<string, Read> {
  const world = { categories: ['world'] };
  const topic = { tags: ['topic-7'] };
  const lists: Readonly<Record<string, ArticleQuery>> = {
    'every article': query(),
    'every article, in the middle': query({}, middle),
    'a category': query(world),
    'three categories': query({ categories: ['world', 'culture', 'missions'] }),
    'a tag': query(topic),
    'an author': query({ authors: ['reporter-7'] }),
    'a category and a tag': query({ categories: ['us'], tags: ['topic-7', 'topic-15', 'topic-23'] }),
    'a category and an author': query({ ...world, authors: ['reporter-8'] }),
    'all but a category': query({}, { exclude: { ...EMPTY_SELECTION, ...world } }),
    'a common word': query({}, { search: words.common }),
    'a common word, in the middle': query({}, { search: words.common, ...middle }),
    'a word of one article in fifty': query({}, { search: words.usual }),
    'a rare word': query({}, { search: words.rare }),
    'a common word and a rare one': query({}, { search: `${words.common} ${words.rare}` }),
    'a common word of a category': query(world, { search: words.common }),
    'a common word of a tag': query(topic, { search: words.common }),
    'a word that no article has': query({}, { search: 'notaword' }),
    audio: query({}, { withAudio: true }),
  };
  const named = <T>(prefix: string, entries: Readonly<Record<string, T>>, read: (value: T) => Read) =>
    Object.fromEntries(Object.entries(entries).map(([name, value]) => [`${prefix}: ${name}`, read(value)]));
  return {
    ...named('listVisible', lists, (one) => (store) => store.listVisible(one)),
    ...named('listVisiblePositions', lists, (one) => (store) => store.listVisiblePositions(one)),
    ...named('findLastChange', lists, (one) => async (store) => {
      const shown = await store.listVisiblePositions(one);
      await store.findLastChange(one, shown.at(-1));
    }),
    find: (store) => store.find(id),
    findVisible: (store) => store.findVisible(id),
    findRetracted: (store) => store.findRetracted(id),
    loadSearchMatcher: (store) => store.loadSearchMatcher(id),
    listVisibleCategories: (store) => store.listVisibleCategories(),
    'listVisibleTerms: tags': (store) => store.listVisibleTerms('tag', PAGE),
    findTerm: (store) => store.findTerm('tag', 'topic-7'),
    'listOwnPages: 1,000': (store) => store.listOwnPages({ limit: 1_000 }),
    'findOwnPageBlock: 10,000': (store) => store.findOwnPageBlock({ limit: 10_000 }),
    'findLastChangeOf: 50 articles': (store) => store.findLastChangeOf(ids),
    'listChangedSince: 50 articles': (store) => store.listChangedSince(ids, lastSeq - CORRECTED),
    'listNotices: 500 corrections': (store) => store.listNotices({ ...query(), since: 0, maxArticles: PAGE }),
    'listNotices: of a category': (store) => store.listNotices({ ...query(world), since: 0, maxArticles: PAGE }),
    'listChanges: 500': (store) => store.listChanges(lastSeq - CORRECTED, CORRECTED),
    getLastSeq: (store) => store.getLastSeq(),
    findNextDue: (store) => store.findNextDue(),
    getArchive: (store) => store.getArchive('read'),
    findArchivePage: (store) => store.findArchivePage('read', 1),
    'listForEditors: newest': (store) => store.listForEditors({ limit: 20 }),
    'listForEditors: words of the title': (store) => store.listForEditors({ titleWords: [words.rare], limit: 20 }),
    'listForEditors: id': (store) => store.listForEditors({ idPrefix: corrected.slice(0, 20), limit: 20 }),
    'listForEditors: page': (store) =>
      store.listForEditors({ canonicalUrl: 'https://newsroom.example/stories/7', limit: 20 }),
    listKnown: (store) => store.listKnown('bench', ['story-7', 'story-8', 'other']),
    findAlike: (store) => store.findAlike([{ ...make(7), externalId: 'moved' }]),
    findCustomFeed: (store) => store.findCustomFeed('abcdefgh'),
    findFollowerCursor: (store) => store.findFollowerCursor('bench'),
    findSourceCursor: (store) => store.findSourceCursor('bench'),
    ping: (store) => store.ping(),
  };
}

/** Each call makes the next two pages of a large archive. */
function buildArchiveSteps({ query, words }: Sample): Record<string, Read> {
  const steps: Readonly<Record<string, ArticleQuery>> = {
    'every article': query(),
    'a category': query({ categories: ['world'] }),
    'all but a category': query({}, { exclude: { ...EMPTY_SELECTION, categories: ['world'] } }),
    'a common word': query({}, { search: words.common }),
  };
  return Object.fromEntries(
    Object.entries(steps).map(([name, filter]) => [
      `extendArchive: ${name}`,
      async (store) => store.extendArchive(name, filter, ARCHIVE),
    ]),
  );
}

/** Milliseconds of a call: the lower quartile, because other programs delay a process that waits for an answer. */
async function timeCalls(read: Read, store: ArticleStore): Promise<number> {
  const times: number[] = [];
  const ends = performance.now() + ROUND_MS;
  while (times.length === 0 || (times.length < MAX_CALLS && performance.now() < ends)) {
    const began = performance.now();
    await read(store);
    times.push(performance.now() - began);
  }
  return quantile(times, 0.25);
}

async function timeCopy(
  from: DatabaseLocation,
  to: DatabaseLocation,
): Promise<Pick<CopyReport, 'isEqual'> & { seconds: number }> {
  const began = performance.now();
  const { isEqual } = await copyDatabase({ from, to });
  return { isEqual, seconds: (performance.now() - began) / 1000 };
}
