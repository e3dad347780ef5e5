import { articlePageUrl, guidOf } from '../model/addresses.ts';
import type { Article } from '../model/article.ts';
import { findCanonicalTag } from '../model/language.ts';
import type { BuildLayout, PageInput, PageLayout } from './page-layout.ts';
import { type ShownDate, showDate } from './show-date.ts';

/** What the page of a withdrawn story is made of. */
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

/** Says that a story was withdrawn, when and why, and nothing of the story: its headline may be the very thing that was wrong. */
export function buildRetractedView(input: RetractedInput, buildLayout: BuildLayout): RetractedView {
  const { site, article } = input;
  const { id, language, retraction } = article;
  return {
    layout: buildLayout(input, {
      title: 'This story was withdrawn',
      description: `A story that ${site.name} has withdrawn.`,
    }),
    address: articlePageUrl(site, id),
    guid: guidOf(id),
    date: retraction && showDate(retraction.at, 'en'),
    reason: retraction?.reason,
    language: findCanonicalTag(language) ?? '',
  };
}
