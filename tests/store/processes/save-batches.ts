/** A process that saves articles in batches and says when each is committed: `PATH COUNT BATCH`. */
import { mintUuidV7 } from '../../../src/model/ids.ts';
import { openStore } from '../../../src/store/open-store.ts';
import { draftOf, NOW } from '../drafts.ts';

const [path = '', count = '0', batch = '1'] = process.argv.slice(2);

const store = await openStore({ database: { kind: 'file', path }, mintId: mintUuidV7 });
for (let from = 0; from < Number(count); from += Number(batch)) {
  const length = Math.min(Number(batch), Number(count) - from);
  const drafts = Array.from({ length }, (_, index) => draftOf({ externalId: `n${from + index}` }));
  await store.save(drafts, NOW);
  process.stdout.write(`${from + length}\n`);
}
await store.close();
