import { setImmediate } from 'node:timers/promises';
import type { Article } from '../../src/model/article.ts';
import { EMPTY_SELECTION, type FeedDefinition } from '../../src/model/feed-definition.ts';
import { SYNDICATION_FORMATS, type SyndicationFormat } from '../../src/model/feed-formats.ts';
import { mintUuidV7 } from '../../src/model/ids.ts';
import { buildFeedDocument } from '../../src/render/feed-document.ts';
import { ItemCache } from '../../src/render/item-cache.ts';
import { renderFeed } from '../../src/render/render-feed.ts';
import { articleMaker } from '../article-maker.ts';
import { measureInRounds } from '../measure-in-rounds.ts';
import { FEED_SHAPE } from '../newsroom-folder.ts';
import { renderWithFeed } from '../render-with-feed.ts';
import { renderWithFeedsmith } from '../render-with-feedsmith.ts';
import { type Experiment, show } from '../report.ts';
import { ratioOf, spreadOf } from '../statistics.ts';

const ITEMS = [50, 1_000];
/** Each renderer is repeated at least this long and this often; the mean counts. */
const MIN_MS = 300;
const MIN_RUNS = 3;
const SITE = { name: 'Bench News', publicUrl: 'https://news.example.org' };
const DEFINITION: FeedDefinition = {
  id: 'full',
  title: 'Bench News',
  description: 'The latest stories.',
  language: 'en',
  select: EMPTY_SELECTION,
  exclude: EMPTY_SELECTION,
  count: 50,
  content: 'full',
};

/** Rendering of documents in this process: ours, and the packages `feed` and feedsmith. */
export const rendering: Experiment = {
  name: 'rendering',
  async run({ options, progress }) {
    const found = [];
    for (const items of ITEMS) {
      const articles = makeArticles(items);
      for (const format of SYNDICATION_FORMATS) {
        progress(`${items} items, ${format}`);
        found.push({ items, format, ms: await measureInRounds(options.rounds, getRenderers(format, articles)) });
      }
    }
    const renderers = [...(found[0]?.ms.keys() ?? [])];
    return {
      title: 'Rendering',
      notes: [
        `Milliseconds for a document of full articles of 5 kB, median of ${options.rounds} rounds; in brackets as a multiple of ours.`,
        'after a change: ours with one new article and the others in the item cache, as on the server.',
        'feed and feedsmith write fewer fields of an article than ours.',
      ],
      tables: [
        {
          columns: ['document', ...renderers],
          rows: found.map(({ items, format, ms }) => [
            `${items} items, ${format}`,
            ...renderers.map((renderer) => {
              const [own, ours] = [ms.get(renderer) ?? [], ms.get('ours') ?? []];
              return `${show(spreadOf(own).median)} (${show(ratioOf(own, ours).median)}x)`;
            }),
          ]),
        },
      ],
      verdicts: [],
      data: found.map(({ ms, ...rest }) => ({ ...rest, ms: Object.fromEntries(ms) })),
    };
  },
};

function getRenderers(format: SyndicationFormat, articles: readonly Article[]): Map<string, () => Promise<number>> {
  const [newest, ...others] = articles;
  if (newest === undefined) throw new RangeError('expected an article');
  const itemCache = new ItemCache(articles.length * 2);
  let version = newest.version;
  const afterChange = (): string => {
    version += 1;
    const window = { articles: [{ ...newest, version }, ...others] };
    return renderFeed(format, buildFeedDocument(SITE, DEFINITION, window, itemCache), itemCache).text;
  };
  return new Map<string, () => Promise<number>>([
    ['ours', () => measure(() => renderFeed(format, buildFeedDocument(SITE, DEFINITION, { articles })).text)],
    ['after a change', () => measure(afterChange)],
    ['feed', () => measure(() => renderWithFeed(format, articles, 'full'))],
    ['feedsmith', () => measure(() => renderWithFeedsmith(format, articles))],
  ]);
}

/** Mean time in milliseconds, with garbage collection and the encoding to bytes. */
async function measure(render: () => string): Promise<number> {
  Buffer.from(render());
  await setImmediate();
  const began = performance.now();
  let times = 0;
  for (; times < MIN_RUNS || performance.now() - began < MIN_MS; times += 1) Buffer.from(render());
  return (performance.now() - began) / times;
}

function makeArticles(count: number): readonly Article[] {
  const make = articleMaker(FEED_SHAPE);
  return Array.from({ length: count }, (_, index) => {
    const { correction, retraction, ...draft } = make(count - 1 - index);
    return { ...draft, id: mintUuidV7(draft.publishedAt), updatedAt: draft.publishedAt, version: 1 };
  });
}
