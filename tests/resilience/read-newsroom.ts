import type { SeenArticle } from './soak-article.ts';

/** What readers find at one moment. */
export interface SeenNewsroom {
  /** All articles of the feed of honest ones, page by page. */
  readonly honest: readonly SeenArticle[];
  /** The guids of withdrawn articles. */
  readonly withdrawn: ReadonlySet<string>;
  readonly hostile: readonly SeenArticle[];
}

interface JsonFeed {
  readonly next_url?: string;
  readonly _tidings?: { readonly withdrawn?: readonly { readonly id: string }[] };
  readonly items: readonly {
    readonly id: string;
    readonly title: string;
    readonly content_html?: string;
    readonly image?: string;
    readonly date_published: string;
    readonly date_modified: string;
  }[];
}

const TIMEOUT_MS = 60_000;

/** Reads addresses of a server on this machine. */
export function openReading(port: number) {
  const read = async (path: string): Promise<{ readonly status: number; readonly text: string }> => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    return { status: response.status, text: await response.text() };
  };

  const readFeed = async (path: string): Promise<JsonFeed> => {
    const { status, text } = await read(path);
    if (status !== 200) throw new Error(`expected 200 from ${path}, got ${status}`);
    return JSON.parse(text) as JsonFeed;
  };

  const walk = async (path: string): Promise<readonly JsonFeed[]> => {
    const pages: JsonFeed[] = [];
    for (let next: string | undefined = path; next !== undefined; ) {
      const page: JsonFeed = await readFeed(next);
      pages.push(page);
      next = page.next_url === undefined ? undefined : pathOf(page.next_url);
    }
    return pages;
  };

  return {
    read,
    async readNewsroom(): Promise<SeenNewsroom> {
      const pages = await walk('/feeds/honest.json');
      // The first page repeats older articles that were corrected.
      const items = new Map(pages.toReversed().flatMap((page) => page.items.map((item) => [item.id, toSeen(item)])));
      const hostile = await readFeed('/feeds/hostile.json');
      return {
        honest: [...items.values()],
        withdrawn: new Set(pages[0]?._tidings?.withdrawn?.map(({ id }) => id)),
        hostile: hostile.items.map(toSeen),
      };
    },
    async listTitles(path: string): Promise<readonly string[]> {
      return (await readFeed(path)).items.map(({ title }) => title);
    },
  };
}

export type Reading = ReturnType<typeof openReading>;

function toSeen({ id, title, content_html = '', image, date_published, date_modified }: JsonFeed['items'][number]) {
  return {
    guid: id,
    title,
    html: content_html,
    ...(image !== undefined && { image: pathOf(image) }),
    published: date_published,
    modified: date_modified,
  };
}

function pathOf(url: string): string {
  const { pathname, search } = new URL(url);
  return `${pathname}${search}`;
}
