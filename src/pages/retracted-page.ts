import { articlePageUrl, guidOf } from '../model/addresses.ts';
import type { Article } from '../model/article.ts';
import { findCanonicalTag } from '../model/language.ts';
import type { BuildLayout, PageInput, PageLayout } from './page-layout.ts';
import { type ShownDate, showDate } from './show-date.ts';

/** The data of a retracted article's page. */
export interface RetractedInput extends PageInput {
  readonly article: Pick<Article, 'id' | 'language' | 'retraction'>;
}

/** `retracted.hbs`. */
export interface RetractedView {
  readonly layout: PageLayout;
  readonly address: string;
  readonly guid: string;
  readonly date: ShownDate | undefined;
  readonly reason: string | undefined;
  readonly language: string;
}

/** Builds the page of a retracted article. It shows nothing of the article, because the headline may be what was wrong. */
export function buildRetractedView(input: RetractedInput, buildLayout: BuildLayout): RetractedView {
  const { site, article } = input;
  const { id, language, retraction } = article;
  return {
    layout: buildLayout(input, {
      title: 'This story was retracted',
      description: `A story that ${site.name} has retracted.`,
    }),
    address: articlePageUrl(site, id),
    guid: guidOf(id),
    date: retraction && showDate(site, retraction.at, 'en'),
    reason: retraction?.reason,
    language: findCanonicalTag(language) ?? '',
  };
}
