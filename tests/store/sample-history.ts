import type { ArticleDraft, ArticleId } from '../../src/model/article.ts';
import type { ArticleStore } from '../../src/store/article-store.ts';
import { draftOf, HOUR_MS, NOW } from './drafts.ts';

const AUDIO = { url: 'https://news.example/vespers.mp3', type: 'audio/mpeg', bytes: 4000, duration: 12 };
const CULTURE = [{ slug: 'culture', label: 'Culture' }];
const FEASTS = [{ slug: 'feasts', label: 'Feasts' }];

/** Every kind of event in the life of an article. The first release made the database in `fixtures/schema-1.sql` from it. */
export async function makeHistory(store: ArticleStore): Promise<void> {
  const ids = new Map<string, ArticleId>();
  const save = async (hours: number, externalId: string, given: Partial<ArticleDraft> = {}): Promise<void> => {
    const [outcome] = await store.save(
      [draftOf({ externalId, title: `The ${externalId}`, ...given })],
      NOW + hours * HOUR_MS,
    );
    if (outcome !== undefined) ids.set(externalId, outcome.id);
  };
  const idOf = (externalId: string): ArticleId => ids.get(externalId) ?? ('' as ArticleId);

  await save(0, 'plain');
  await save(0, 'same second');
  await save(0, 'vespers', { publishedAt: NOW - 50 * HOUR_MS, audio: AUDIO, tags: FEASTS });
  await save(0, 'silenced', { audio: AUDIO });
  await save(0, 'señal', { language: 'es-MX', publishedAt: NOW - 9000 * HOUR_MS, tags: FEASTS });
  await save(0, 'oldest', { publishedAt: -HOUR_MS });
  await save(0, 'moved', { publishedAt: NOW - 2 * HOUR_MS });
  await save(0, 'edited', { summary: 'A quiet vigil.' });
  await save(0, 'taken back', { tags: FEASTS });
  await save(0, 'restored');
  await save(0, 'hidden', { audio: AUDIO });
  await save(0, 'draft', { state: 'draft', audio: AUDIO });
  await save(0, 'due', { publishedAt: NOW + HOUR_MS });
  await save(0, 'to come', { publishedAt: NOW + 1000 * HOUR_MS });
  await save(0, 'arrived retracted', { state: 'retracted', retraction: { reason: 'Untrue.' } });
  await save(1, 'moved', { publishedAt: NOW - 2 * HOUR_MS, categories: CULTURE });
  await save(1, 'edited', { summary: 'A loud procession.' });
  await save(1, 'silenced');
  await store.retract(idOf('taken back'), 'Invented.', NOW + HOUR_MS);
  await store.retract(idOf('restored'), 'Untrue.', NOW + HOUR_MS);
  await store.correct(idOf('plain'), 'It was Tuesday.', NOW + HOUR_MS);
  await store.announceDue(NOW + HOUR_MS);
  await save(2, 'hidden', { state: 'draft', audio: AUDIO });
  await store.restore(idOf('restored'), NOW + 2 * HOUR_MS);
}
