import { expect, test } from '@jest/globals';
import { openLedger } from './ledger.ts';
import type { SeenNewsroom } from './read-newsroom.ts';
import { runKills } from './run-kills.ts';
import { runSoak } from './run-soak.ts';
import type { SeenArticle, SoakArticle } from './soak-article.ts';

test('a short soak loses nothing and publishes nothing twice', async () => {
  const { findings, faults, operations } = await runSoak({
    seed: 8,
    articles: 10,
    operations: 25,
    pauseMs: 0,
    hostileEvery: 25,
    faults: ['server-paused'],
    graceMs: 60_000,
    checkEveryMs: 1000,
    requestsPerSecond: 10,
    ownDisk: false,
    nodes: 1,
  });
  expect(findings).toEqual([]);
  expect(faults.map(({ name }) => name)).toEqual(['server-paused']);
  expect(Object.keys(operations)).toEqual(expect.arrayContaining(['new', 'edit', 'rename', 'retract']));
});

test('a copy, a migration and a restored backup that are killed lose nothing', async () => {
  const { findings, kills } = await runKills({
    seed: 3,
    kills: 3,
    articles: 10,
    kinds: ['copy', 'migrate', 'restore'],
  });
  expect(findings).toEqual([]);
  expect(Object.values(kills).reduce((sum, count) => sum + count, 0)).toBe(3);
});

const SEEN: SeenArticle = {
  guid: 'urn:uuid:1',
  title: 'Honest story 1',
  html: 'This is revision 1 of it.',
  published: '2026-01-01',
  modified: '2026-01-01',
};

const ARTICLE: SoakArticle = {
  key: 1,
  hasId: false,
  editedBy: 'file',
  date: '2026-01-01',
  file: 'story-1.md',
  isDeleted: false,
  revision: 1,
  edits: 0,
  isSeen: false,
  lastOperation: 'edit',
  changedAt: 0,
  isBusy: false,
};

const shows = (...honest: readonly SeenArticle[]): SeenNewsroom => ({ honest, withdrawn: new Set(), hostile: [] });
const hostile = (part: Partial<SeenArticle>): SeenNewsroom => ({ ...shows(SEEN), hostile: [{ ...SEEN, ...part }] });

/** What the second check finds, after a first one at which everything was right. */
test.each<[string, string, Partial<SoakArticle>, SeenNewsroom]>([
  ['nothing', '', {}, shows(SEEN)],
  ['an article that is gone', 'lost: is missing from the feed', {}, shows()],
  ['an edit that is lost', 'lost: has revision 2, but the feed has 1', { revision: 2 }, shows(SEEN)],
  ['a correction that is lost', 'lost: is corrected, but the feed does not say so', { correction: 'C' }, shows(SEEN)],
  ['a retraction that is lost', 'lost: is retracted, but still in the feed', { retraction: 'R' }, shows(SEEN)],
  ['a retraction untold', 'lost: is retracted, but the feed does not tell of it', { retraction: 'R' }, shows()],
  ['a duplicate', 'duplicate: urn:uuid:1 and urn:uuid:2', {}, shows(SEEN, { ...SEEN, guid: 'urn:uuid:2' })],
  ['a new guid', 'changed guid: urn:uuid:1 became urn:uuid:2', {}, shows({ ...SEEN, guid: 'urn:uuid:2' })],
  [
    'a moved date',
    'changed date: published 2026-01-01, then 2026-01-02',
    {},
    shows({ ...SEEN, published: '2026-01-02' }),
  ],
  [
    'a date of change without a change',
    'changed date: modified 2026-01-01, then 2026-01-02, with the same content',
    {},
    shows({ ...SEEN, modified: '2026-01-02' }),
  ],
  [
    'a change without a date',
    'changed date: modified 2026-01-01 before and after its content changed',
    { revision: 2, edits: 1 },
    shows({ ...SEEN, html: 'This is revision 2 of it.' }),
  ],
  ['a refusable file', 'hostile: is published', {}, hostile({ title: 'Hostile bytes 3' })],
  ['a script', 'hostile: has something that runs', {}, hostile({ html: '<a href="javascript:x()">' })],
])('the ledger of a soak finds %s', (_name, expected, part, seen) => {
  const article = { ...ARTICLE };
  const ledger = openLedger();
  ledger.compare([article], shows(SEEN), () => true);
  ledger.compare([Object.assign(article, part)], seen, () => true);
  const found = ledger.close().map(({ kind, text }) => `${kind}: ${text}`);
  expect(found).toEqual(expected === '' ? [] : [expected]);
});
