import { listParagraphs } from '../ingest/clean-html/list-paragraphs.ts';
import type { Removed } from '../ingest/folder/folder-kind.ts';
import type { ArticleDraft, Author, Image } from '../model/article.ts';
import { omitUndefined } from '../model/omit-undefined.ts';
import { formatProblem, type Problem } from '../model/problem.ts';
import { type Timestamp, toRfc3339 } from '../model/timestamp.ts';
import { visibleFrom } from '../model/visibility.ts';

/** What a file would publish. `--json` prints an array of these. */
export interface Preview {
  readonly file: string;
  readonly kind: 'accepted' | 'refused';
  readonly title?: string;
  readonly deck?: string;
  readonly authors?: readonly Author[];
  readonly dateline?: string;
  readonly summary?: string;
  readonly first?: string;
  readonly last?: string;
  readonly paragraphs?: number;
  readonly image?: Image;
  readonly categories?: readonly string[];
  readonly tags?: readonly string[];
  readonly language?: string;
  readonly state?: string;
  readonly date?: string;
  readonly embargo?: string;
  readonly editorsNote?: string;
  /** What is not part of the article, and by which step and rule it was removed. */
  readonly removed?: readonly Removed[];
  readonly warnings?: readonly Problem[];
  /** Why the file is refused. */
  readonly problems?: readonly Problem[];
}

/** Describes an article that is accepted. `now` decides whether it is scheduled. */
export function describePreview(
  file: string,
  draft: ArticleDraft,
  { deck, removed, problems }: Pick<Preview, 'deck'> & { removed: readonly Removed[]; problems: readonly Problem[] },
  now: Timestamp,
): Preview {
  const paragraphs = listParagraphs(draft.contentHtml);
  return omitUndefined({
    file,
    kind: 'accepted',
    title: draft.title,
    deck,
    authors: draft.byline,
    dateline: draft.dateline,
    summary: draft.summary,
    first: paragraphs[0],
    last: paragraphs.at(-1),
    paragraphs: paragraphs.length,
    image: draft.image,
    categories: draft.categories.map(({ label }) => label),
    tags: draft.tags.map(({ label }) => label),
    language: draft.language,
    state: (visibleFrom(draft) ?? 0) > now ? 'scheduled' : draft.state,
    date: toRfc3339(draft.publishedAt),
    embargo: draft.embargoUntil === undefined ? undefined : toRfc3339(draft.embargoUntil),
    editorsNote: draft.editorsNote,
    removed: removed.toSorted((a, b) => a.line - b.line),
    warnings: problems,
  });
}

/** Formats a preview as lines, one for each field. */
export function formatPreview(preview: Preview): string {
  const { file, authors, image, categories, tags, removed = [], warnings = [], problems = [], first, last } = preview;
  const fields: readonly (readonly [string, string | undefined])[] = [
    ['title', preview.title],
    ['deck', preview.deck],
    ['authors', authors?.map(formatAuthor).join('; ') || undefined],
    ['dateline', preview.dateline],
    ['summary', preview.summary],
    ['first', first],
    ['last', last === first ? undefined : last],
    ['paragraphs', preview.paragraphs?.toString()],
    ['image', image && formatImage(image)],
    ['categories', categories?.join(', ') || undefined],
    ['tags', tags?.join(', ') || undefined],
    ['language', preview.language],
    ['state', preview.state],
    ['date', preview.date],
    ['embargo', preview.embargo],
    ['for editors', preview.editorsNote],
  ];
  return [
    file,
    ...fields.flatMap(([name, value]) => (value === undefined ? [] : [`  ${name.padEnd(12)}${value}`])),
    ...removed.map(({ step, rule, line, text }) => `  removed     line ${line}, ${step} (${rule}): ${text}`),
    ...warnings.map((problem) => `  warning     ${formatProblem(problem)}`),
    ...problems.map((problem) => `  refused     ${formatProblem(problem)}`),
    '',
  ].join('\n');
}

function formatAuthor({ name, role, kind }: Author): string {
  return `${name}${role === undefined ? '' : `, ${role}`}${kind === 'organization' ? ' (organization)' : ''}`;
}

/** `A round stone well. The well once served two villages. (Photo by Samuel Whitcombe)` */
function formatImage({ url, alt, caption, credit }: Image): string {
  return [alt || url, caption, credit && `(${credit})`].filter(Boolean).join(' · ');
}
