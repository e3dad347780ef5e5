import { setImmediate } from 'node:timers/promises';
import type { ArticleDraft } from '../model/article.ts';
import type { MintId } from '../model/ids.ts';
import { omitUndefined } from '../model/omit-undefined.ts';
import type { Timestamp } from '../model/timestamp.ts';
import type { DuplicateDraft, SaveOutcome } from './article-store.ts';
import type { ArticleWriter, ExistingArticle } from './article-writer.ts';
import { hashOf } from './canonical-json.ts';
import { createFromDraft, reviseFromDraft } from './draft-updates.ts';

/** Articles saved before requests get a turn: a few milliseconds of work. */
const ARTICLES_PER_TURN = 16;
const BATCH = 64;

export async function saveDrafts(
  writer: ArticleWriter,
  drafts: readonly ArticleDraft[],
  mintId: MintId,
  now: Timestamp,
): Promise<readonly (SaveOutcome | DuplicateDraft)[]> {
  const outcomes: (SaveOutcome | DuplicateDraft)[] = [];
  for (let from = 0; from < drafts.length; from += BATCH) {
    const batch = drafts.slice(from, from + BATCH);
    const existing = await findExisting(writer, batch);
    for (const [index, { movedFrom, isDatedByFile, ...draft }] of batch.entries()) {
      if (index % ARTICLES_PER_TURN === ARTICLES_PER_TURN - 1) await setImmediate();
      const inputHash = hashOf(draft);
      const { file = draft.externalId, title } = draft;
      const pathKey = keyOf({ ...draft, externalId: file });
      const underPath = existing.get(pathKey);
      const moved = movedFrom === undefined ? undefined : existing.get(keyOf({ ...draft, externalId: movedFrom }));
      const known = existing.get(keyOf(draft)) ?? (underPath?.file === file ? underPath : moved);
      if (known !== undefined && known.file !== file && known.file !== movedFrom) {
        outcomes.push({ kind: 'duplicate', id: known.id, title, file: known.file });
        continue;
      }
      const outcome = await saveDraft(writer, draft, inputHash, known, mintId, now);
      outcomes.push(outcome);
      if (known === underPath) existing.delete(pathKey);
      if (known === moved && movedFrom !== undefined) existing.delete(keyOf({ ...draft, externalId: movedFrom }));
      existing.set(keyOf(draft), { id: outcome.id, inputHash, file });
    }
    await writer.flush();
  }
  return outcomes;
}

async function saveDraft(
  writer: ArticleWriter,
  draft: ArticleDraft,
  inputHash: string,
  existing: ExistingArticle | undefined,
  mintId: MintId,
  now: Timestamp,
): Promise<SaveOutcome> {
  const { title } = draft;
  if (existing?.inputHash === inputHash) return { kind: 'unchanged', id: existing.id, title };
  const record = existing && (await writer.find(existing.id));
  if (record === undefined) {
    const id = mintId(now);
    await writer.write(undefined, createFromDraft(id, draft, inputHash, now));
    return { kind: 'created', id, title };
  }
  const update = reviseFromDraft(record, draft, inputHash, now);
  await writer.write(record, update);
  const same = hashOf(update.record.article) === hashOf(record.article);
  const { withdrawal, retraction } = update.record.article;
  const hidden = withdrawal
    ? 'withdrawn'
    : retraction?.by === 'editor' && draft.state !== 'retracted'
      ? 'retracted'
      : undefined;
  return omitUndefined({ kind: same ? 'unchanged' : 'updated', id: record.article.id, title, hidden } as const);
}

/** The articles under the keys of some drafts and under the paths of their files. */
async function findExisting(
  writer: ArticleWriter,
  drafts: readonly ArticleDraft[],
): Promise<Map<string, ExistingArticle>> {
  const existing = new Map<string, ExistingArticle>();
  const bySource = Map.groupBy(drafts, (draft) => draft.sourceId);
  for (const [sourceId, ofSource] of bySource) {
    const externalIds = [
      ...new Set(
        ofSource.flatMap(({ externalId, file = externalId, movedFrom = file }) => [externalId, file, movedFrom]),
      ),
    ];
    for (const [externalId, article] of await writer.findExisting(sourceId, externalIds)) {
      existing.set(keyOf({ sourceId, externalId }), article);
    }
  }
  return existing;
}

function keyOf({ sourceId, externalId }: Pick<ArticleDraft, 'sourceId' | 'externalId'>): string {
  return JSON.stringify([sourceId, externalId]);
}
