import { findSimilarName, normalizeName } from '../../model/find-similar-name.ts';
import { FIELD_NAMES } from './front-matter-schema.ts';

/** What people write instead of a field, for other programs or in other languages: lower case, without `-` and `_`. */
const GUESSES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  '': {
    title: 'headline heading name titel überschrift titre título titulo',
    id: 'guid uid uuid externalid articleid',
    date: 'time datetime created createdat pubdate publishedat publishedon datepublished posted day datum fecha data',
    // Hugo publishes at its `publishDate`, which can be later than `date`.
    'date or embargo': 'publishdate',
    'date or state': 'published publish',
    updated: 'lastmod lastmodified lastmodifiedat lastupdated modified modifiedat updatedat updateddate edited',
    'slug or canonical': 'permalink',
    slug: 'path alias aliases shortname filename',
    authors:
      'by byline contributor contributors creator credits reporter reporters writer writers autor autoren autores auteur auteurs verfasser',
    dateline: 'location place city',
    categories:
      'category section sections channel desk rubric kategorie kategorien categoría categoria categorías categorias catégorie catégories rubrik ressort',
    tags: 'keyword keywords label labels subjects topic topics schlagwort schlagwörter schlagworte stichwörter etiqueta etiquetas étiquettes',
    summary:
      'abstract zusammenfassung resumen résumé resumo deck dek description excerpt intro lead lede standfirst strapline subheading subtitle subtitel teaser',
    image:
      'bild imagen imagem banner cover coverimage featured featuredimage featureimage feature featureimg header headerimage hero heroimage images ogimage ' +
      'photo photos picture pictures thumb thumbnail teaserimage',
    audio: 'enclosure episode mp3 podcast sound recording',
    language: 'lang locale languagecode hreflang sprache idioma langue língua',
    canonical: 'canonicalurl externalurl link originalurl source sourceurl url website',
    licence: 'copyright license rights',
    'state: draft': 'draft hidden private unlisted entwurf borrador brouillon rascunho',
    state: 'publicationstate status visibility',
    embargo:
      'embargoed embargodate embargountil hold holduntil publishafter release releasedate releasetime sperrfrist',
    correction: 'corrected corrections erratum errata korrektur corrección correção',
    retraction: 'retract retracted withdrawn withdrawal',
    'file below image, with two spaces before it': 'file',
    'alt below image, with two spaces before it': 'alt',
    'caption below image, with two spaces before it': 'caption',
    'credit below image, with two spaces before it': 'credit',
    'role below authors, with four spaces before it': 'role',
  },
  image: {
    file: 'filename local path',
    url: 'address href link remote',
    'file or url': 'src source image',
    alt: 'alternative alttext text description title',
    credit: 'author by copyright photographer photocredit source',
    caption: 'legend subtitle',
  },
  audio: {
    file: 'filename local path',
    url: 'address enclosure href link remote',
    'file or url': 'src source audio',
    type: 'format mediatype mime mimetype',
    bytes: 'filesize length size',
    duration: 'seconds time',
  },
  authors: {
    name: 'author fullname displayname',
    role: 'job jobtitle position title',
    url: 'homepage href link page site website',
  },
  correction: { text: 'correction message note reason', at: 'date time when' },
  retraction: { reason: 'message note retraction text', at: 'date time when' },
};

/** The field that a writer probably meant, as a message names it; `undefined` where nothing is similar. */
export function suggestField(path: readonly PropertyKey[], value: unknown): string | undefined {
  const meant = findField(path);
  // `draft: false` is public, as an article without a state is; `featured: true` has no image in it.
  if (meant === 'state: draft' && isWord(value, /^(?:false|no|off|0)$/i)) return 'to leave it out';
  if (meant === 'image' && isWord(value, /^(?:true|false|yes|no|on|off|0|1)$/i)) return undefined;
  return meant;
}

function isWord(value: unknown, pattern: RegExp): boolean {
  return typeof value !== 'object' && pattern.test(String(value));
}

function findField(path: readonly PropertyKey[]): string | undefined {
  const parent = path.length === 1 ? '' : String(path[0]);
  const written = String(path.at(-1));
  const guesses = Object.entries(GUESSES[parent] ?? {});
  return (
    guesses.find(([, words]) => words.split(' ').includes(normalizeName(written)))?.[0] ??
    findSimilarName(written, FIELD_NAMES[parent] ?? [])
  );
}
