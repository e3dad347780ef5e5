import { createHash } from 'node:crypto';

/** What must be true of an article that an editor made. */
export interface SoakArticle {
  /** Also in its title. */
  readonly key: number;
  readonly hasId: boolean;
  /** How it is corrected and retracted: a mixture would depend on the order. */
  readonly editedBy: 'file' | 'command';
  readonly date: string;
  /** Its image file, relative to the folder. */
  readonly image?: string;
  /** Its file, relative to the folder. */
  file: string;
  isDeleted: boolean;
  revision: number;
  correction?: string;
  /** The reason, while it is retracted. */
  retraction?: string | undefined;
  /** Operations that readers notice. */
  edits: number;
  /** Readers have seen the last edit. */
  isSeen: boolean;
  /** With the phase of the run. */
  lastOperation: string;
  changedAt: number;
  /** A command for it runs, or is to be repeated. */
  isBusy: boolean;
  /** Known once it was published. */
  guid?: string;
}

export function titleOf({ key }: Pick<SoakArticle, 'key'>): string {
  return `Honest story ${key}`;
}

/** The file of an article as its editor saves it. */
export function toMarkdown(article: SoakArticle): string {
  const { key, hasId, editedBy, date, image, revision, correction, retraction } = article;
  const inFile = editedBy === 'file';
  const lines = [
    `title: ${titleOf(article)}`,
    `date: ${date}`,
    'categories: [Honest]',
    hasId && `id: honest-${key}`,
    image !== undefined && `image: { file: ${image}, alt: A square }`,
    inFile && correction !== undefined && `correction: ${correction}`,
    inFile && retraction !== undefined && `state: retracted\nretraction: ${retraction}`,
  ].filter(Boolean);
  // Text that no other article has, so that none can be taken for another.
  const text = createHash('sha512')
    .update(`${key}`)
    .digest('hex')
    .replace(/(.{7})/g, '$1 ');
  return `---\n${lines.join('\n')}\n---\n\nThis is revision ${revision} of it.\n\n${text}\n`;
}

/** An article as a feed, its page and its image show it. */
export interface SeenArticle {
  readonly guid: string;
  readonly title: string;
  readonly html: string;
  readonly image?: string;
  readonly published: string;
  readonly modified: string;
}

/** Why what readers see is not what the editor wrote; `undefined` if it is. `withdrawn` are the guids of retracted articles. */
export function findDifference(
  article: SoakArticle,
  seen: SeenArticle | undefined,
  withdrawn: ReadonlySet<string>,
): string | undefined {
  const { retraction, revision, correction, guid, image } = article;
  if (retraction !== undefined) {
    if (seen !== undefined) return 'is retracted, but still in the feed';
    // Nobody needs to hear of one that was never public.
    return guid === undefined || withdrawn.has(guid) ? undefined : 'is retracted, but the feed does not tell of it';
  }
  if (seen === undefined) return guid === undefined ? 'was never published' : 'is missing from the feed';
  const shown = /This is revision (\d+) of it/.exec(seen.html)?.[1];
  if (shown !== String(revision)) return `has revision ${revision}, but the feed has ${shown}`;
  if (correction !== undefined && !seen.html.includes(correction)) return 'is corrected, but the feed does not say so';
  if (image !== undefined && seen.image === undefined) return 'has an image, but not in the feed';
  return undefined;
}
