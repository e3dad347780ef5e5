import { articleUrl, guidOf, mediaUrl } from '../model/addresses.ts';
import type { Article } from '../model/article.ts';
import { parseLicence } from '../model/licence.ts';
import type { Site } from '../model/site.ts';
import { toRfc3339 } from '../model/timestamp.ts';
import { httpUrl } from './links.ts';

/** Renders an article as schema.org NewsArticle. The JSON has no `<`, `>` or `&`, so it is safe inside a `script` element. */
export function buildNewsArticleJsonLd(site: Site, article: Article): string {
  const licence = parseLicence(article.licence ?? '');
  const document = {
    '@context': 'https://schema.org',
    '@type': 'NewsArticle',
    '@id': guidOf(article.id),
    mainEntityOfPage: articleUrl(site, article),
    url: articleUrl(site, article),
    headline: article.title,
    description: article.summary === '' ? undefined : article.summary,
    inLanguage: article.language,
    datePublished: toRfc3339(article.publishedAt),
    dateModified: toRfc3339(article.updatedAt),
    author: article.byline.map((author) => ({
      '@type': author.kind === 'organization' ? 'Organization' : 'Person',
      name: author.name,
      // schema.org defines it for persons only.
      jobTitle: author.kind === 'organization' ? undefined : author.role,
      url: httpUrl(author.url),
    })),
    publisher: { '@type': 'NewsMediaOrganization', name: site.name, url: site.publicUrl },
    image: buildImage(site, article),
    audio: buildAudio(site, article),
    articleSection: article.categories.map((term) => term.label),
    keywords: article.tags.map((term) => term.label),
    dateline: article.dateline,
    license: licence?.kind === 'address' ? licence.url : licence?.text,
    correction: article.correction && {
      '@type': 'CorrectionComment',
      text: article.correction.text,
      datePublished: toRfc3339(article.correction.at),
    },
    isAccessibleForFree: true,
  };
  return escapeForScript(JSON.stringify(document));
}

function buildImage(site: Site, { image }: Article): object | undefined {
  return (
    image && {
      '@type': 'ImageObject',
      url: mediaUrl(site, image.url),
      width: image.width,
      height: image.height,
      caption: image.caption ?? (image.alt === '' ? undefined : image.alt),
      creditText: image.credit,
    }
  );
}

function buildAudio(site: Site, { audio }: Article): object | undefined {
  return (
    audio && {
      '@type': 'AudioObject',
      contentUrl: mediaUrl(site, audio.url),
      encodingFormat: audio.type,
      duration: audio.duration === undefined ? undefined : `PT${Math.round(audio.duration)}S`,
    }
  );
}

/** `</script>` and `<!--` end or change a script element (HTML, 4.12.1.3). Old parsers read U+2028 and U+2029 as line ends. */
function escapeForScript(json: string): string {
  return json.replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
