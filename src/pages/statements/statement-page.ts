import type { Site } from '../../model/site.ts';
import { type BuildLayout, type PageInput, type PageLayout, plainCard } from '../page-layout.ts';
import { type ShownDate, showDay } from '../show-date.ts';
import type { Measurements } from './measurements.ts';
import { type MeasuredContrast, measureContrasts } from './page-contrast.ts';

/** The statements, named by their paths. */
export const STATEMENT_NAMES = ['privacy', 'accessibility', 'performance'] as const;
export type StatementName = (typeof STATEMENT_NAMES)[number];

/** What a statement is built from. */
export interface StatementInput extends PageInput {
  /** What this server sends, measured when the page is made. */
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
  /** Measurements of the developers: their own machine, not this server. */
  readonly experiments: readonly ShownExperiment[];
}

interface ShownExperiment {
  readonly title: string;
  readonly date: ShownDate;
  readonly verdicts: readonly {
    readonly what: string;
    readonly bar: string;
    readonly measured: string;
    readonly result: 'met' | 'missed';
  }[];
}

/** What is known at start. */
export interface StatementSources {
  readonly stylesheet: string;
  readonly measurements: Measurements | undefined;
  /** The style sheet of our pages. */
  readonly css: string;
}

const TEXTS: Readonly<Record<StatementName, readonly [title: string, description: string]>> = {
  privacy: [
    'Privacy',
    'No cookies, nothing stored, nobody tracked: what these headlines do on your website, and what they do not do.',
  ],
  accessibility: [
    'Accessibility',
    'How the headlines and these pages are made usable for everybody, and how that is tested.',
  ],
  performance: ['Performance', 'What the headlines cost your visitors, and what the developers of Tidings measured.'],
};

/** Builds a statement page. Its figures are measured; where nothing was measured, it has none. */
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
    .map(([, experiment]) => showExperiment(site, experiment));
  return {
    layout: buildLayout(input, { title, description, canonical, card, stylesheetPath: stylesheet }),
    host: new URL(site.publicUrl).host,
    sizes: sizes.map(({ what, bytes }) => ({ what, bytes: bytes.toLocaleString('en') })),
    contrasts: measureContrasts(css),
    machine:
      measurements &&
      `${measurements.machine.cores} cores of ${measurements.machine.cpu}, Node ${measurements.machine.node}`,
    experiments,
  };
}

function showExperiment(
  site: Site,
  { title, measuredAt, verdicts }: Measurements['experiments'][string],
): ShownExperiment {
  return {
    title,
    date: showDay(site, Date.parse(measuredAt), 'en'),
    verdicts: verdicts.map(({ met, ...verdict }) => ({ ...verdict, result: met ? 'met' : 'missed' })),
  };
}
