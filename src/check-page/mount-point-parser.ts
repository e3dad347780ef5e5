import type { Options } from '../../widget/contract/options.ts';
import { parsePageOptions } from './page-options.ts';
import type { Tag } from './parse-tags.ts';
import type { TidingsUrl } from './tidings-url.ts';

/** A `div.tidings`, in which a script shows headlines. */
export interface MountPoint {
  readonly feed: string | undefined;
  readonly link: TidingsUrl | undefined;
  readonly isEmpty: boolean;
  readonly options: Options;
}

const MAX_FEED_LENGTH = 500;

interface OpenMountPoint {
  readonly data: ReadonlyMap<string, string>;
  link: TidingsUrl | undefined;
  hasText: boolean;
  /** Open `div` elements, its own included. */
  depth: number;
}

export function createMountPointParser(parseUrl: (text: string) => TidingsUrl | undefined, max: number) {
  const mountPoints: MountPoint[] = [];
  let open: OpenMountPoint | undefined;
  const end = () => {
    if (open !== undefined && mountPoints.length < max) mountPoints.push(buildMountPoint(open));
    open = undefined;
  };
  return {
    mountPoints,
    opened({ name, attributes }: Tag) {
      if (name === 'div') {
        if (open !== undefined) open.depth += 1;
        else if (isMountPoint(attributes)) open = { data: attributes, link: undefined, hasText: false, depth: 1 };
      } else if (name === 'a' && open !== undefined && open.link === undefined) {
        const url = parseUrl(attributes.get('href') ?? '');
        if (url?.kind === 'feed-page') open.link = url;
      }
    },
    closed(name: string) {
      if (name !== 'div' || open === undefined) return;
      open.depth -= 1;
      if (open.depth === 0) end();
    },
    text(text: string) {
      if (open !== undefined && text.trim() !== '') open.hasText = true;
    },
    /** Ends a mount point that the page has not closed. */
    end,
    isInside: () => open !== undefined,
  };
}

export function isMountPoint(attributes: Tag['attributes']): boolean {
  return (attributes.get('class') ?? '').split(/\s+/).includes('tidings');
}

/** `data-*` first, else the link and its query, as the widget does. */
function buildMountPoint({ data, link, hasText }: OpenMountPoint): MountPoint {
  const read = (name: string) => data.get(`data-${name}`) ?? link?.url.searchParams.get(name);
  const feed = (read('feed') ?? link?.feed)?.slice(0, MAX_FEED_LENGTH) || undefined;
  return { feed, link, isEmpty: !hasText && link === undefined, options: parsePageOptions(read) };
}
