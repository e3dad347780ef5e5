import { articlePageUrl, guidOf } from '../model/addresses.ts';
import type { Article } from '../model/article.ts';
import { findCanonicalTag, textDirection } from '../model/language.ts';
import type { BuildLayout, PageInput } from './page-layout.ts';
import { showDate } from './show-date.ts';

export interface RetractedInput extends PageInput {
  readonly article: Pick<Article, 'id' | 'language' | 'retraction'>;
}

/** Shows nothing of the article, because the headline may be what was wrong. */
export function buildRetractedView(input: RetractedInput, buildLayout: BuildLayout) {
  const { site, article } = input;
  const { id, language, retraction } = article;
  const description = `A story that ${site.name} has retracted.`;
  return {
    layout: buildLayout(input, { title: 'This story was retracted', description }),
    address: articlePageUrl(site, id),
    guid: guidOf(id),
    date: retraction && showDate(site, retraction.at, 'en'),
    reason: retraction?.reason,
    language: findCanonicalTag(language) ?? '',
    direction: textDirection(language),
  };
}
