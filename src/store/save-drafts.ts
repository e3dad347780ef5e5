import { setImmediate } from 'node:timers/promises';
import type { ArticleDraft } from '../model/article.ts';
import type { MintId } from '../model/ids.ts';
import type { Timestamp } from '../model/timestamp.ts';
import type { SaveOutcome } from './article-store.ts';
import type { ArticleWriter, ExistingArticle } from './article-writer.ts';
import { hashOf } from './canonical-json.ts';
import { createFromDraft, reviseFromDraft } from './draft-updates.ts';

/** Articles worked on before others get a turn, so that a large save does not keep requests waiting: some milliseconds of work. */
const ARTICLES_A_TURN = 16;
/** Articles written together, and looked up together before. */
const ARTICLES_AT_A_TIME = 64;

/** Creates or updates articles by the keys of their drafts; one outcome for each draft, in order. */
export async function saveDrafts(
  writer: ArticleWriter,
  drafts: readonly ArticleDraft[],
  mintId: MintId,
  now: Timestamp,
): Promise<readonly SaveOutcome[]> {
  const outcomes: SaveOutcome[] = [];
  for (let from = 0; from < drafts.length; from += ARTICLES_AT_A_TIME) {
    const some = drafts.slice(from, from + ARTICLES_AT_A_TIME);
    const known = await findExisting(writer, some);
    for (const [index, draft] of some.entries()) {
      if (index % ARTICLES_A_TURN === ARTICLES_A_TURN - 1) await setImmediate();
      const inputHash = hashOf(draft);
      const outcome = await saveDraft(writer, draft, inputHash, known.get(keyOf(draft)), mintId, now);
      known.set(keyOf(draft), { id: outcome.id, inputHash });
      outcomes.push(outcome);
    }
    await writer.flush();
  }
  return outcomes;
}

async function saveDraft(
  writer: ArticleWriter,
  draft: ArticleDraft,
  inputHash: string,
  known: ExistingArticle | undefined,
  mintId: MintId,
  now: Timestamp,
): Promise<SaveOutcome> {
  const { title } = draft;
  if (known?.inputHash === inputHash) return { kind: 'unchanged', id: known.id, title };
  const record = known && (await writer.find(known.id));
  if (record === undefined) {
    const id = mintId(now);
    await writer.write(undefined, createFromDraft(id, draft, inputHash, now));
    return { kind: 'created', id, title };
  }
  const step = reviseFromDraft(record, draft, inputHash, now);
  await writer.write(record, step);
  const same = hashOf(step.record.article) === hashOf(record.article);
  return { kind: same ? 'unchanged' : 'updated', id: record.article.id, title };
}

/** What is known under the keys of some drafts, in one look-up for each source. */
async function findExisting(
  writer: ArticleWriter,
  drafts: readonly ArticleDraft[],
): Promise<Map<string, ExistingArticle>> {
  const known = new Map<string, ExistingArticle>();
  const bySource = Map.groupBy(drafts, (draft) => draft.sourceId);
  for (const [sourceId, ofSource] of bySource) {
    const externalIds = [...new Set(ofSource.map((draft) => draft.externalId))];
    for (const [externalId, article] of await writer.findExisting(sourceId, externalIds)) {
      known.set(keyOf({ sourceId, externalId }), article);
    }
  }
  return known;
}

function keyOf({ sourceId, externalId }: Pick<ArticleDraft, 'sourceId' | 'externalId'>): string {
  return JSON.stringify([sourceId, externalId]);
}
