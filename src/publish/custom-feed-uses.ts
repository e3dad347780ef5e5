import { createSerialQueue } from '../model/serial-queue.ts';
import type { Clock } from '../model/timestamp.ts';
import type { ArticleStore } from '../store/article-store.ts';

/** Notes which custom feeds are requested, and tells the store once an hour: only unused ones may be deleted. */
export interface CustomFeedUses {
  /** Takes a request's URL; called for every request. */
  note(url: string): void;
  save(): Promise<void>;
  close(): Promise<void>;
}

const SAVE_INTERVAL_MS = 3_600_000;
/** With so many, they are saved at once: unknown codes are noted too, so strangers could make the list long. */
const MAX_NOTED = 20_000;
/** The documents, page, script and iframe of `c/{code}`. */
const CODE = /\/c\/([0-9a-z]{8,52})(?![0-9a-z])/i;

export function openCustomFeedUses(
  store: Pick<ArticleStore, 'keepCustomFeeds'>,
  clock: Clock,
  onFault: (fault: unknown) => void,
): CustomFeedUses {
  let codes = new Set<string>();
  const inQueue = createSerialQueue();

  const save = async (): Promise<void> => {
    const noted = [...codes];
    codes = new Set();
    try {
      await inQueue(() => store.keepCustomFeeds(noted, clock()));
    } catch (fault) {
      // Readers who come back are noted again.
      onFault(fault);
    }
  };

  const timer = setInterval(() => void save(), SAVE_INTERVAL_MS);
  timer.unref();
  return {
    note(url) {
      // The quicker check comes first: most requests are for other feeds.
      const code = url.includes('/c/') ? CODE.exec(url)?.[1] : undefined;
      if (code === undefined) return;
      codes.add(code.toLowerCase());
      if (codes.size === MAX_NOTED) void save();
    },
    save,
    async close() {
      clearInterval(timer);
      await save();
    },
  };
}
