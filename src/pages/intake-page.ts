import type { Fault } from '../model/fault-log.ts';
import type { Problem } from '../model/problem.ts';
import type { Site } from '../model/site.ts';
import type { Timestamp } from '../model/timestamp.ts';
import { basePath } from './links.ts';
import type { BuildLayout, PageInput } from './page-layout.ts';
import { showDate } from './show-date.ts';

const KINDS = {
  refused: { label: 'Refused', severity: 'problem' },
  'left-out': { label: 'Read, but incomplete', severity: 'note' },
  ignored: { label: 'Not read', severity: 'note' },
} as const;

interface ListedFile {
  readonly source: string;
  readonly file: string;
  readonly at: Timestamp;
  readonly kind: keyof typeof KINDS;
  readonly problems: readonly Problem[];
  readonly reason?: string;
}

export interface IntakeInput extends PageInput {
  /** Newest first. */
  readonly files: readonly ListedFile[];
  readonly isComplete: boolean;
  /** What the server cannot do at the moment, and tries again. */
  readonly faults: readonly Fault[];
}

export function buildIntakeView(input: IntakeInput, buildLayout: BuildLayout, scriptPath: string) {
  const { site, files, isComplete, faults } = input;
  const description = 'Files that were refused, and files of which something was left out.';
  const refused = files.filter(({ kind }) => kind === 'refused').length;
  return {
    // Without a canonical URL, search engines ignore the page.
    layout: buildLayout(input, { title: 'Intake', description }),
    script: basePath(site) + scriptPath,
    summary: [count(refused, 'refused'), count(files.length - refused, 'incomplete or not read')]
      .filter(Boolean)
      .join(', '),
    faults: faults.map(({ task, reason, since }) => ({ task, reason, date: showDate(site, since, 'en') })),
    files: files.map((file) => buildFileView(site, file)),
    isIncomplete: !isComplete,
  };
}

function buildFileView(site: Site, { source, file, at, kind, problems, reason }: ListedFile) {
  return {
    ...KINDS[kind],
    source,
    file,
    date: showDate(site, at, 'en'),
    reason,
    // The template needs the optional fields too.
    problems: problems.map(({ line, field, expected, got }) => ({ line, field, expected, got })),
  };
}

/** Empty for none. */
function count(number: number, what: string): string {
  return number === 0 ? '' : `${number} ${number === 1 ? 'file' : 'files'} ${what}`;
}
