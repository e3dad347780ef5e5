import type { Article, ArticleId } from '../../src/model/article.ts';
import { EMPTY_SELECTION, type FeedDefinition } from '../../src/model/feed-definition.ts';
import type { Site } from '../../src/model/site.ts';
import { type CountedTerm, toTerm } from '../../src/model/term.ts';
import type { FeedChoices } from '../../src/pages/custom-feed-form.ts';

/** An invented newsroom for tests of pages, with the special cases of real ones. */
export function buildNewsroom(publicUrl: string) {
  const site: Site = { name: 'Harbour & Hill News', publicUrl, contact: 'mailto:desk@harbour.example' };
  return { site, feeds: FEEDS, articles: ARTICLES, choices: CHOICES };
}

export type Newsroom = ReturnType<typeof buildNewsroom>;

function feed(id: string, title: string, description: string, more: Partial<FeedDefinition> = {}): FeedDefinition {
  const plain = {
    language: 'en',
    select: EMPTY_SELECTION,
    exclude: EMPTY_SELECTION,
    count: 30,
    content: 'full',
  } as const;
  return { id, title, description, ...plain, ...more };
}

const FEEDS = {
  top: feed('top', 'Top stories', 'What matters today, from every desk of the newsroom.', {
    copyright: '© Harbour & Hill News',
    licence: 'https://creativecommons.org/licenses/by-nd/4.0/',
    home: 'https://news.example.org/',
  }),
  israel: feed('israel', 'Israel', 'From Metula to Eilat: people, faith, politics and daily life.', {
    select: { ...EMPTY_SELECTION, categories: ['israel'] },
  }),
  hebrew: feed('hebrew', 'חדשות בעברית', 'כל הכתבות בעברית.', {
    language: 'he',
    select: { ...EMPTY_SELECTION, languages: ['he'] },
  }),
  spanish: feed('spanish', 'Noticias en español', 'Las noticias de la redacción, en español.', { language: 'es' }),
  category: feed('category/israel', 'Top stories: Israel', 'Articles about Israel'),
  tag: feed('tag/גשרים', 'Top stories: גשרים', 'Articles about גשרים'),
  short: feed('c/k3x9q2mb', 'Top stories: Israel, Missions', 'Selected articles: Israel, Missions'),
  custom: feed(
    'custom?category=israel&category=missions&tag=%D7%92%D7%A9%D7%A8%D7%99%D7%9D&q=two+words&content=summary',
    'Top stories: Israel, Missions, גשרים, “two words”',
    'Selected articles: Israel, Missions, גשרים, “two words”',
  ),
  everything: feed('custom', 'Top stories', 'What matters today, from every desk of the newsroom.'),
  awkward: feed('awkward', '<b>"Ampersands" & \'quotes\'</b>', '</textarea></pre><script>alert(1)</script>'),
};

function counted(labels: readonly string[]): readonly CountedTerm[] {
  return labels.map((label, index) => ({ ...toTerm(label), articles: 1 + ((index * 617) % 1400) }));
}

const CHOICES: FeedChoices = {
  categories: counted(
    'Culture|Devotions|Israel|Middle East|Missions|Persecuted Church|R&D <i>|US|World|!!!|תרבות'.split('|'),
  ),
  tags: counted(
    'Archaeology|Bibles|Children|Choirs|Disaster relief|Floods|Hospitals|Hymns|Prisons|Refugees|Schools|Sunday|Translation|Volunteers|Water|גשרים|ترجمة'.split(
      '|',
    ),
  ),
  authors: counted(
    'Miriam Adler|Tomas Lind|Ruth Cohen|נועה ברגר|Daniel Ross|Lucía Peña|Maximiliana Fürstenfeld-Wolkensteinhausen'.split(
      '|',
    ),
  ),
  languages: ['en', 'es', 'he', 'pt-BR', 'es', 'not a language!'],
};

const NOVEMBER_20 = Date.UTC(2026, 10, 20, 8, 15);
const HOUR = 3_600_000;

let minted = 0;

function article(title: string, more: Partial<Article> = {}): Article {
  minted += 1;
  return {
    id: `0199a000-0000-7000-8000-${String(minted).padStart(12, '0')}` as ArticleId,
    sourceId: 'desk',
    externalId: `story-${minted}`,
    slug: `story-${minted}`,
    title,
    summary: '',
    contentHtml: BODY,
    byline: [],
    categories: [],
    tags: [],
    language: 'en',
    state: 'published',
    publishedAt: NOVEMBER_20 - minted * HOUR,
    updatedAt: NOVEMBER_20 - minted * HOUR,
    version: 1,
    ...more,
  };
}

const BODY = `<p>The rain began before dawn, and by seven the water stood a hand’s breadth below the quay. Volunteers from three
congregations carried sandbags down the hill in a line that reached from the chapel to the harbour wall.</p>
<p>“We did not ask who belongs to whom,” said Naomi Ferris, who opened the parish hall at four in the morning. “Somebody
brought bread, somebody brought dry socks, and somebody brought a piano tuner, for reasons that nobody has explained.”</p>
<h2>A night of open doors</h2>
<p>By noon the river had turned. The town’s engineer, <a href="https://town.example.org/">Ivo Brandt</a>, put the highest level at
4.1 metres, two fingers above the mark of 1987.</p>
<blockquote><p>They came with soup before we knew that we were hungry.</p></blockquote>
<ul><li>212 people slept in church halls</li><li>nobody was hurt</li></ul>
<p>Services on Sunday will be held in the school.</p>`;

const SUMMARY =
  'Volunteers from three congregations worked through the night as the river rose to within a hand’s breadth of the quay. By noon the water had turned and nobody had been hurt.';

const ARTICLES = {
  flood: article('Three churches hold back the river at Calder Quay', {
    summary: SUMMARY,
    byline: [
      { name: 'Miriam Adler', role: 'Coast correspondent', url: 'https://news.example.org/people/miriam' },
      { name: 'Tomas Lind' },
    ],
    dateline: 'CALDER QUAY (Harbour & Hill News)',
    categories: [toTerm('World'), toTerm('Missions')],
    tags: [toTerm('Floods'), toTerm('Volunteers')],
    canonicalUrl: 'https://www.news.example.org/2026/calder-quay?ref=a&b=c',
    image: {
      url: 'tidings-media:quay.svg',
      alt: 'A row of people passing sandbags down a steep street in the rain',
      caption: 'Volunteers on Chapel Steps, early on Friday.',
      credit: 'Photo: Jonas Reyes / Harbour & Hill News',
      width: 1280,
      height: 800,
      thumbnail: { url: 'tidings-media:quay-small.svg', width: 320, height: 200, type: 'image/svg+xml' },
    },
    updatedAt: NOVEMBER_20 + 3 * HOUR,
    correction: {
      text: 'An earlier version gave the highest level as 4.7 metres. It was 4.1 metres.',
      at: NOVEMBER_20 + 3 * HOUR,
    },
    licence: 'CC-BY-ND-4.0',
  }),
  audio: article('A hymn, found in an attic, is sung again after 140 years', {
    summary: 'The sheet had served as lining for a drawer. On Sunday a choir of forty sang from it.',
    byline: [{ name: 'Ruth Cohen' }],
    categories: [toTerm('Culture')],
    audio: { url: 'tidings-media:hymn.mp3', type: 'audio/mpeg', bytes: 3_200_000, duration: 185 },
    licence: 'Reprint with credit; tell us where.',
  }),
  hebrew: article('הגשר הישן בעמק נפתח מחדש לאחר "שנתיים" של עבודות', {
    language: 'he',
    summary: 'תושבי שלושת הכפרים חצו אתמול את הגשר ברגל, בפעם הראשונה מאז השיטפון.',
    byline: [{ name: 'נועה ברגר', role: 'כתבת צפון' }, { name: 'Daniel Ross' }],
    dateline: 'ירושלים',
    categories: [toTerm('Israel')],
    tags: [toTerm('גשרים')],
    contentHtml: '<p>תושבי שלושת הכפרים חצו אתמול את הגשר ברגל.</p><p>“עכשיו אפשר לחזור הביתה”, אמרה אחת מהן.</p>',
    correction: { text: 'שם הכפר תוקן.', at: NOVEMBER_20 },
  }),
  spanish: article('«La cosecha fue pequeña, pero alcanzó para todos», dice la comunidad de Río Manso', {
    language: 'es-MX',
    summary: 'Treinta familias compartieron el maíz tras la sequía.',
    byline: [{ name: 'Lucía Peña' }, { name: 'Andrés Ortiz' }, { name: 'José Íñiguez' }],
    categories: [toTerm('World')],
  }),
  torture: article(
    '<script>alert("x")</script> & </title> <3 "quotes" \'single\' 🎺 Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft \u0000\ud800{{each}}',
    {
      summary: '</p></script><!-- ]]> &amp; {{{html}}}',
      byline: Array.from({ length: 12 }, (_, index) => ({
        name: `Author <${index + 1}> O’Nyong-Smythe`,
        role: 'Special & "senior" correspondent',
        url: 'javascript:alert(1)',
      })),
      categories: [toTerm('R&D <i>')],
      canonicalUrl: 'javascript:alert(2)',
      licence: 'javascript:alert(3)',
      language: 'not a language!',
      image: {
        url: 'https://pictures.example.org/a.png?x=1&y="2"',
        alt: '"><script>alert(4)</script>',
        caption: '<i>',
      },
    },
  ),
  bare: article('Nothing but a headline', { contentHtml: '<p>One line.</p>' }),
};
