import type { Checked } from '../../../src/model/problem.ts';
import type { CorpusCase, Expectation, ExpectedAuthor } from './load-corpus.ts';
import { type ComparedAuthor, type ComparedRelease, readRelease } from './read-release.ts';

type ReadExpectation = Extract<Expectation, { title: string }>;

/** Reads a release of the corpus and lists what is not as expected; empty if all is right. */
export async function compareCase({ bytes, file, text, expect }: CorpusCase): Promise<readonly string[]> {
  let parsed: Checked<ComparedRelease>;
  try {
    parsed = await readRelease(bytes, file);
  } catch (fault) {
    return [`thrown: ${String(fault)}`];
  }
  if ('refused' in expect) return compareRefusal(parsed, expect.refused);
  if (parsed.kind === 'invalid') return [`refused: ${JSON.stringify(parsed.problems)}`];
  return 'whole' in expect ? compareWhole(parsed.value, text, expect) : compareRead(parsed.value, expect);
}

function compareRefusal(
  parsed: Checked<ComparedRelease>,
  { line, about }: { readonly line?: number | undefined; readonly about: string },
): readonly string[] {
  if (parsed.kind === 'valid') return [`published as ${JSON.stringify(parsed.value.title)}`];
  const found = parsed.problems.some(
    (problem) =>
      (problem.field === about || problem.expected.includes(about)) && (line === undefined || problem.line === line),
  );
  return found ? [] : [`refused, but not for ${about} in line ${line}: ${JSON.stringify(parsed.problems)}`];
}

function compareRead(release: ComparedRelease, expect: ReadExpectation): readonly string[] {
  const { paragraphs } = release;
  return [
    ...compare('title', release.title, expect.title),
    ...compare('deck', release.deck, expect.deck),
    ...compare('byline', release.byline.map(showAuthor), expect.byline.map(showExpected)),
    // `ARDUN--(WIRE)` may become `ARDUN (WIRE)`.
    ...compare('dateline', release.dateline?.replace('--', ' '), expect.dateline?.replace('--', ' ')),
    ...compare('number of paragraphs', paragraphs.length, expect.paragraphs),
    ...compareText('first paragraph', paragraphs[0], expect.first),
    ...compareText('last paragraph', paragraphs.at(-1), expect.last),
    ...compare('embargo', release.embargoUntil, toTime(expect.embargo)),
    ...(expect.date === undefined ? [] : compare('date', release.sentAt, toTime(expect.date))),
    ...compareText("editor's note", release.editorsNote, expect.editorsNote),
    ...findPresent(release, expect.absent),
  ];
}

/** Compares a release with its text: the first block is the title, and each further block, a byline excepted, is a paragraph. */
function compareWhole(
  release: ComparedRelease,
  text: string,
  { byline, dateline }: Extract<Expectation, { whole: true }>,
): readonly string[] {
  const [title, ...blocks] = text
    .split(/\n\s*\n/u)
    .map((block) => block.replace(/\s+/gu, ' ').trim())
    .filter((block) => block !== '');
  const body = byline.length > 0 ? blocks.slice(1) : blocks;
  const [first = '', ...others] = body;
  const opened = dateline === undefined ? first : first.slice(dateline.length).replace(/^ ?[-–—]+ ?/u, '');
  return [
    ...compare('title', release.title, title),
    ...compare('deck', release.deck, undefined),
    ...compare('byline', release.byline.map(showAuthor), byline.map(showExpected)),
    ...compare('dateline', release.dateline, dateline),
    ...compare('paragraphs', release.paragraphs, [opened, ...others]),
    ...compare('embargo', release.embargoUntil, undefined),
    ...compare("editor's note", release.editorsNote, undefined),
  ];
}

/** Strings that readers would see. An editor's note is not published. */
function findPresent(release: ComparedRelease, strings: readonly string[]): readonly string[] {
  const published = listPublished(release).toLowerCase();
  return strings.filter((text) => published.includes(text.toLowerCase())).map((text) => `published: ${text}`);
}

/** All texts of a release that readers see. */
export function listPublished(release: ComparedRelease): string {
  const { title, deck, byline, dateline, paragraphs, summary, contentHtml } = release;
  return [title, deck, ...byline.map(showAuthor), dateline, ...paragraphs, summary, contentHtml].join('\n');
}

function compare(what: string, actual: unknown, expected: unknown): readonly string[] {
  const [got, wanted] = [JSON.stringify(actual), JSON.stringify(expected)];
  return got === wanted ? [] : [`${what}: expected ${wanted}, got ${got}`];
}

/** `BEGINNING … MIDDLE … END` leaves out the rest. */
function compareText(what: string, actual: string | undefined, expected: string | undefined): readonly string[] {
  const [start = '', ...others] = expected?.split(' … ') ?? [];
  const end = others.pop();
  if (end === undefined || actual === undefined) return compare(what, actual, expected);
  const fits = actual.startsWith(start) && actual.endsWith(end) && others.every((part) => actual.includes(part));
  return fits ? [] : compare(what, actual, expected);
}

function showExpected(author: ExpectedAuthor): string {
  if (typeof author !== 'string') {
    return 'organization' in author
      ? showAuthor({ name: author.organization, organization: true })
      : showAuthor({
          name: author.name,
          ...(author.role === undefined ? {} : { role: author.role }),
          organization: false,
        });
  }
  const [, name = author, role] = /^(.+?), (.+)$/u.exec(author) ?? [];
  return showAuthor({ name, ...(role === undefined ? {} : { role }), organization: false });
}

/** A leading `the` and the capital of the first letter do not matter. */
function showAuthor({ name, role, organization }: ComparedAuthor): string {
  const bare = name.replace(/^the /iu, '').replace(/^\p{Ll}/u, (letter) => letter.toUpperCase());
  return `${bare}${role === undefined ? '' : `, ${role}`}${organization ? ' (organization)' : ''}`;
}

function toTime(moment: string | undefined): number | undefined {
  return moment === undefined ? undefined : Date.parse(moment);
}
