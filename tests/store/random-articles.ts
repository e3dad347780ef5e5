import fc from 'fast-check';
import type { ArticleDraft } from '../../src/model/article.ts';
import { EMPTY_SELECTION, type Selection } from '../../src/model/feed-definition.ts';
import { draftOf, HOUR_MS, NOW } from './drafts.ts';

// Few values, so that articles share them; odd ones, because people write slugs and tags by hand.
const CATEGORIES = ['world', 'culture', 'missions', 'תרבות', 'a/b'];
const TAGS = ['chapels', 'harbours', '%', ''];
const NAMES = ['Miriam Okafor', 'José Núñez', '—', 'miriam okafor'];
const LANGUAGES = ['en', 'en-US', 'EN-gb', 'es', 'es-MX', 'zh-Hant-TW', 'e', ''];

const terms = (slugs: readonly string[]) =>
  fc.array(fc.constantFrom(...slugs), { maxLength: 3 }).map((chosen) => chosen.map((slug) => ({ slug, label: slug })));

export const anyReason = fc.constantFrom('Untrue.', 'Invented.', '');

/** A draft under one of six keys, at one of a few dates around `NOW`, in any state. */
export const anyDraft: fc.Arbitrary<ArticleDraft> = fc
  .record({
    externalId: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'),
    state: fc.constantFrom('published', 'published', 'published', 'scheduled', 'draft', 'retracted'),
    publishedAt: fc.integer({ min: -3, max: 3 }).map((hours) => NOW + hours * HOUR_MS),
    embargo: fc.option(fc.integer({ min: -3, max: 5 }), { freq: 5 }),
    title: fc.constantFrom('One', 'Two'),
    categories: terms(CATEGORIES),
    tags: terms(TAGS),
    byline: fc.array(
      fc.constantFrom(...NAMES).map((name) => ({ name })),
      { maxLength: 2 },
    ),
    language: fc.constantFrom(...LANGUAGES),
    reason: fc.option(anyReason),
    correction: fc.option(fc.constantFrom('It was Tuesday.', 'It was Wednesday.'), { freq: 5 }),
    hasAudio: fc.boolean(),
  })
  .map(({ embargo, reason, correction, hasAudio, ...rest }) =>
    draftOf({
      ...rest,
      ...(embargo === null ? {} : { embargoUntil: NOW + embargo * HOUR_MS }),
      ...(reason === null || rest.state !== 'retracted' ? {} : { retraction: { reason } }),
      ...(correction === null ? {} : { correction: { text: correction } }),
      ...(hasAudio ? { audio: { url: 'https://news.example/a.mp3', type: 'audio/mpeg' } } : {}),
    }),
  );

/** Published articles with different keys and no future dates. */
export const anyCorpus: fc.Arbitrary<readonly ArticleDraft[]> = fc
  .array(anyDraft, { minLength: 1, maxLength: 40 })
  .map((drafts) =>
    drafts.map(({ embargoUntil, ...draft }, index) => ({
      ...draft,
      externalId: `n${index}`,
      publishedAt: Math.min(draft.publishedAt, NOW),
      state: 'published' as const,
    })),
  );

/** A selection: mostly empty or with one value, sometimes with several fields and values. */
const anySelection: fc.Arbitrary<Selection> = fc.record({
  categories: valuesOf([...CATEGORIES, 'nobody']),
  tags: valuesOf(TAGS),
  authors: valuesOf(['miriam-okafor', 'jose-nunez', '']),
  languages: valuesOf(['en', 'EN', 'en-us', 'es', 'zh', 'zh-hant', 'zh-ha', 'e', 'en-', '', '%']),
});

/** The filter of a feed. */
export const anyFeed = fc.record(
  {
    select: anySelection,
    exclude: fc.oneof({ weight: 2, arbitrary: fc.constant(EMPTY_SELECTION) }, { weight: 1, arbitrary: anySelection }),
    also: anySelection,
  },
  { requiredKeys: ['select', 'exclude'] },
);

function valuesOf(values: readonly string[]): fc.Arbitrary<readonly string[]> {
  return fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    { weight: 2, arbitrary: fc.constantFrom(...values).map((value) => [value]) },
    { weight: 1, arbitrary: fc.array(fc.constantFrom(...values), { maxLength: 4 }) },
  );
}
