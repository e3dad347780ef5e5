import { createHash } from 'node:crypto';
import type { ArticleId } from '../../src/model/article.ts';
import type { Headline, Headlines } from '../../widget/contract/headlines.ts';

const STORIES: readonly (readonly [title: string, summary: string, byline: string])[] = [
  [
    'Harbour chapel in Tel Mareva reopens after a winter of storm repairs',
    'Volunteers from nine congregations rebuilt the roof in eleven weeks, and the first service drew more people than the benches could seat on Sunday morning.',
    'Miriam Adler',
  ],
  [
    'Teachers’ college opens second campus in the highlands of Kesrin',
    'Two hundred students will train for village schools that have gone without a permanent teacher since the valley road was closed four years ago.',
    'Tomas Okello and Ruth Vance',
  ],
  [
    'Archaeologists read a farmer’s letter found beneath a Galilee threshing floor',
    'The clay tablet asks a neighbour for the loan of an ox, names three witnesses and ends with a blessing, according to the team that lifted it in June.',
    'Daniel Roth',
  ],
  [
    'Relief convoy reaches Dar Hamin as the bridge over the Sefa holds',
    'Forty lorries with flour, blankets and medicine crossed overnight after engineers cleared the last of the debris that the flood had left.',
    'Leila Haddad',
  ],
  [
    'Choirs of three cities rehearse together for the first time since 1968',
    'Singers who knew one another only from recordings met in a sports hall on the coast, with an organ that was brought by ferry and tuned by ear.',
    'Peter Lindqvist',
  ],
  [
    'Night nurses of Varna Street hospital start a prayer room that never closes',
    'Staff of four confessions share the key, the flowers and the rota, and visitors leave their names in a book that is read aloud each evening.',
    'Ana Beltrán',
  ],
  [
    'A grandmother’s recipe book raises enough for a well in Lower Sindu',
    'The hand-drawn pages were copied by pupils of a primary school and sold at the market, where the first edition was gone within two hours.',
    'Grace Mwangi',
  ],
  [
    'Court returns monastery orchard to the community that planted it',
    'Judges found that the deed of 1911 was never revoked, which ends a dispute that outlived two abbots, one mayor and most of the original trees.',
    'Elias Kern',
  ],
];

/** When the newest article of `headlines` was published, in seconds since the Unix epoch. */
export const NEWEST = Date.UTC(2026, 10, 23, 6, 0) / 1000;

/** Headlines of a feed, three hours apart, each with an image on that server. */
export function headlines(origin: string, { feed = 'top', count = 5 } = {}): Headlines {
  return {
    v: 1,
    feed,
    title: 'Top stories',
    home: `${origin}/feeds/${feed}`,
    name: 'Example News',
    lang: 'en',
    dir: 'ltr',
    // Fresh by every clock that a test sets.
    at: 4e9,
    items: Array.from({ length: count }, (_, index) => headline(origin, index)),
  };
}

/** One article of an endless list. */
function headline(origin: string, index: number): Headline {
  const [title, summary, byline] = STORIES[index % STORIES.length] ?? ['', '', ''];
  const digest = createHash('sha256').update(String(index)).digest('hex');
  const id = `019ab1f2-8c4e-7${digest.slice(0, 3)}-a${digest.slice(3, 6)}-${digest.slice(6, 18)}`;
  return {
    id: id as ArticleId,
    t: index < STORIES.length ? title : `${title} (${index})`,
    u: `${origin}/articles/${id}`,
    d: NEWEST - index * 3 * 3600,
    s: summary,
    b: byline,
    i: [`${origin}/media/${digest.slice(32)}.jpg`, 320, 240],
  };
}
