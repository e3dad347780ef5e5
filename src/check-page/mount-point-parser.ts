import type { OptionName, Options } from '../../widget/contract/options.ts';
import { listIgnoredOptions, parsePageOptions } from './page-options.ts';
import type { Tag } from './parse-tags.ts';
import type { Place } from './places.ts';
import type { TidingsUrl } from './tidings-url.ts';

/** A `div.tidings`. */
export interface MountPoint {
  readonly feed: string | undefined;
  readonly link: TidingsUrl | undefined;
  /** It has a link, but not to a feed: mail programs and plugins rewrite addresses. */
  readonly isRewritten: boolean;
  readonly isEmpty: boolean;
  /** Whether our script shows headlines in it. Pages use the class for other things too. */
  readonly isOurs: boolean;
  /** It contains more than a snippet has. */
  readonly hasMore: boolean;
  readonly hasElements: boolean;
  /** Those of the elements around it. */
  readonly places: readonly Place[];
  readonly options: Options;
  /** Options with a value that we do not know. */
  readonly ignoredOptions: readonly OptionName[];
}

const MAX_FEED_LENGTH = 500;
/** Elements that a snippet has, or gets from an editor. */
const EXPECTED: ReadonlySet<string> = new Set(['a', 'br', 'p', 'span', 'strong', 'em', 'script']);

interface OpenMountPoint {
  readonly data: ReadonlyMap<string, string>;
  readonly places: readonly Place[];
  link: TidingsUrl | undefined;
  /** Whether the address of a link contains `feeds`, which the widget looks for. */
  hasLink: boolean;
  isInLink: boolean;
  isInAnchor: boolean;
  /** Of the first `a` or `img`. */
  isFirstLink: boolean | undefined;
  hasAddress: boolean;
  hasText: boolean;
  hasTextOutsideLink: boolean;
  hasTextOutsideAnchors: boolean;
  hasElements: boolean;
  /** Open `div` elements, its own included. */
  depth: number;
}

/** Reads mount points as the widget does (widget/registry.ts). */
export function createMountPointParser(parseUrl: (text: string) => TidingsUrl | undefined, max: number) {
  const mountPoints: MountPoint[] = [];
  let open: OpenMountPoint | undefined;
  const end = () => {
    if (open !== undefined && mountPoints.length < max) mountPoints.push(buildMountPoint(open));
    open = undefined;
  };
  return {
    mountPoints,
    opened({ name, attributes }: Tag, places: ReadonlySet<Place>) {
      if (name === 'div' && isMountPoint(attributes)) {
        // A `div.tidings` around another is a part of the page that has this class by chance.
        open = {
          data: attributes,
          places: [...places],
          link: undefined,
          hasLink: false,
          isInLink: false,
          isInAnchor: false,
          isFirstLink: undefined,
          hasAddress: false,
          hasText: false,
          hasTextOutsideLink: false,
          hasTextOutsideAnchors: false,
          hasElements: false,
          depth: 1,
        };
        return;
      }
      if (open === undefined) return;
      if (name === 'div') open.depth += 1;
      if (!EXPECTED.has(name)) open.hasElements = true;
      if (name === 'img') open.isFirstLink ??= false;
      if (name === 'a') addLink(open, attributes.get('href') ?? '', parseUrl);
    },
    closed(name: string) {
      if (open === undefined) return;
      if (name === 'a') {
        open.isInLink = false;
        open.isInAnchor = false;
      }
      if (name !== 'div') return;
      open.depth -= 1;
      if (open.depth === 0) end();
    },
    text(text: string) {
      if (open === undefined || text.trim() === '') return;
      open.hasText = true;
      open.hasTextOutsideLink ||= !open.isInLink;
      open.hasTextOutsideAnchors ||= !open.isInAnchor;
    },
    /** Ends a mount point that the page has not closed. */
    end,
    isInside: () => open !== undefined,
  };
}

export function isMountPoint(attributes: Tag['attributes']): boolean {
  return (attributes.get('class') ?? '').split(/\s+/).includes('tidings');
}

function addLink(open: OpenMountPoint, href: string, parseUrl: (text: string) => TidingsUrl | undefined): void {
  open.isInAnchor = true;
  const isLink = !open.hasLink && href.includes('feeds');
  open.isFirstLink ??= isLink;
  open.hasAddress ||= href !== '';
  if (!isLink) return;
  open.hasLink = true;
  open.isInLink = true;
  const url = parseUrl(href);
  // Some services put the whole address behind their own.
  if (url?.kind === 'feed-page' && !/\/_*https?:/.test(new URL(url.base).pathname)) open.link = url;
}

/** `data-*` first, else the link and its query, as the widget does. */
function buildMountPoint(open: OpenMountPoint): MountPoint {
  const { data, link, hasText, hasElements } = open;
  const query = new URLSearchParams(link?.url.search.replace(/&(?:amp;)+/g, '&'));
  const read = (name: string) => data.get(`data-${name}`) ?? query.get(name);
  const isNamed = data.has('data-feed') || data.has('data-count');
  return {
    feed: (read('feed')?.trim() || link?.feed)?.slice(0, MAX_FEED_LENGTH) || undefined,
    link,
    isRewritten: open.hasAddress && link === undefined,
    isEmpty: !hasText && !open.hasAddress,
    isOurs: isNamed || (open.isFirstLink !== false && !open.hasTextOutsideLink),
    hasMore: open.hasTextOutsideAnchors || hasElements,
    hasElements,
    places: open.places,
    options: parsePageOptions(read),
    ignoredOptions: listIgnoredOptions(read),
  };
}
