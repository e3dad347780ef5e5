import type { Site } from '../../model/site.ts';
import { type BuildLayout, type PageInput, plainCard } from '../page-layout.ts';
import { showDay } from '../show-date.ts';
import type { Measurements } from './measurements.ts';
import { measureContrasts } from './page-contrast.ts';

export const STATEMENT_NAMES = ['privacy', 'accessibility', 'performance'] as const;
export type StatementName = (typeof STATEMENT_NAMES)[number];

export interface StatementInput extends PageInput {
  /** What this server sends, measured when the page is made. */
  readonly sizes: readonly ServedSize[];
}

/** Something that a visitor's browser downloads, in bytes after brotli. */
export interface ServedSize {
  readonly what: string;
  readonly bytes: number;
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
  performance: [
    'Performance',
    'How much your visitors download for the headlines, and what the developers of Tidings measured.',
  ],
};

/** `css` is the style sheet of our pages. Where nothing was measured, there are no figures. */
export function buildStatementView(
  name: StatementName,
  input: StatementInput,
  buildLayout: BuildLayout,
  assets: { readonly stylesheetPath: string; readonly css: string },
  measurements: Measurements | undefined,
) {
  const { site, sizes } = input;
  const [title, description] = TEXTS[name];
  const canonical = `${site.publicUrl}/${name}`;
  const card = plainCard(title, description, canonical);
  const experiments = Object.entries(measurements?.experiments ?? {})
    .filter(([, { verdicts }]) => verdicts.length > 0)
    .map(([, experiment]) => showExperiment(site, experiment));
  return {
    layout: buildLayout(input, { title, description, canonical, card, stylesheetPath: assets.stylesheetPath }),
    host: new URL(site.publicUrl).host,
    sizes: sizes.map(({ what, bytes }) => ({ what, bytes: bytes.toLocaleString('en') })),
    contrasts: measureContrasts(assets.css),
    machine:
      measurements &&
      `${measurements.machine.cores} cores of ${measurements.machine.cpu}, Node ${measurements.machine.node}`,
    // On the developers' own machine, not this server.
    experiments,
  };
}

function showExperiment(site: Site, { title, measuredAt, verdicts }: Measurements['experiments'][string]) {
  return {
    title,
    date: showDay(site, Date.parse(measuredAt), 'en'),
    verdicts: verdicts.map(({ met, ...verdict }) => ({ ...verdict, result: met ? 'met' : 'missed' })),
  };
}
