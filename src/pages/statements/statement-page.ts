import { type BuildLayout, type PageInput, type PageLayout, plainCard } from '../page-layout.ts';
import { type ShownDate, showDay } from '../show-date.ts';
import type { Measurements } from './measurements.ts';
import { type MeasuredContrast, measureContrasts } from './page-contrast.ts';

/** The statements, by their paths. */
export const STATEMENT_NAMES = ['privacy', 'accessibility', 'performance'] as const;
export type StatementName = (typeof STATEMENT_NAMES)[number];

/** What a statement is made of. */
export interface StatementInput extends PageInput {
  /** What is really served, measured when the page was made. */
  readonly sizes: readonly ServedSize[];
}

/** Something that a visitor's browser downloads, in bytes after brotli. */
export interface ServedSize {
  readonly what: string;
  readonly bytes: number;
}

/** `privacy.hbs`, `accessibility.hbs`, `performance.hbs`. */
export interface StatementView {
  readonly layout: PageLayout;
  readonly host: string;
  readonly sizes: readonly { readonly what: string; readonly bytes: string }[];
  readonly contrasts: readonly MeasuredContrast[];
  readonly machine: string | undefined;
  /** What visitors of a page with headlines feel. */
  readonly visitors: ShownExperiment | undefined;
  /** What the server does. */
  readonly experiments: readonly ShownExperiment[];
}

interface ShownExperiment {
  readonly title: string;
  readonly date: ShownDate;
  readonly verdicts: readonly {
    readonly what: string;
    readonly bar: string;
    readonly measured: string;
    readonly met: string;
  }[];
}

/** What the process knows from its start. */
export interface StatementSources {
  readonly stylesheet: string;
  readonly measurements: Measurements | undefined;
  /** The style sheet of our pages. */
  readonly css: string;
}

/** The bench's experiment with headlines on somebody's page. */
const ON_PAGES = 'page-load';

const TEXTS: Readonly<Record<StatementName, readonly [title: string, description: string]>> = {
  privacy: [
    'Privacy',
    'No cookies, nothing stored, nobody followed: what these headlines do, and what they do not, on your website.',
  ],
  accessibility: [
    'Accessibility',
    'How the headlines and these pages are made for everybody, and how that is checked.',
  ],
  performance: [
    'Performance',
    'What the headlines cost your visitors, and how fast this server is, in measured figures.',
  ],
};

/** A statement: what we promise, with figures that were measured and none that were not. */
export function buildStatementView(
  name: StatementName,
  input: StatementInput,
  buildLayout: BuildLayout,
  { stylesheet, measurements, css }: StatementSources,
): StatementView {
  const { site, sizes } = input;
  const [title, description] = TEXTS[name];
  const canonical = `${site.publicUrl}/${name}`;
  const card = plainCard(title, description, canonical);
  const experiments = Object.entries(measurements?.experiments ?? {})
    .filter(([, { verdicts }]) => verdicts.length > 0)
    .map(([id, experiment]) => ({ id, shown: showExperiment(experiment) }));
  return {
    layout: buildLayout(input, { title, description, canonical, card, stylesheetPath: stylesheet }),
    host: new URL(site.publicUrl).host,
    sizes: sizes.map(({ what, bytes }) => ({ what, bytes: bytes.toLocaleString('en') })),
    contrasts: measureContrasts(css),
    machine:
      measurements &&
      `${measurements.machine.cores} cores of ${measurements.machine.cpu}, Node ${measurements.machine.node}`,
    visitors: experiments.find(({ id }) => id === ON_PAGES)?.shown,
    experiments: experiments.filter(({ id }) => id !== ON_PAGES).map(({ shown }) => shown),
  };
}

function showExperiment({ title, measuredAt, verdicts }: Measurements['experiments'][string]): ShownExperiment {
  return {
    title,
    date: showDay(Date.parse(measuredAt), 'en'),
    verdicts: verdicts.map((verdict) => ({ ...verdict, met: verdict.met ? 'met' : 'missed' })),
  };
}
