import { type BuildLayout, type PageInput, plainCard } from '../page-layout.ts';
import { measureContrasts } from './page-contrast.ts';

export const STATEMENT_NAMES = ['privacy', 'accessibility'] as const;
export type StatementName = (typeof STATEMENT_NAMES)[number];

const TEXTS: Readonly<Record<StatementName, readonly [title: string, description: string]>> = {
  privacy: [
    'Privacy',
    'No cookies, nothing stored, nobody tracked: what these headlines do on your website, and what they do not do.',
  ],
  accessibility: [
    'Accessibility',
    'How the headlines and these pages are made usable for everybody, and how that is tested.',
  ],
};

/** `css` is the style sheet of our pages. */
export function buildStatementView(
  name: StatementName,
  input: PageInput,
  buildLayout: BuildLayout,
  assets: { readonly stylesheetPath: string; readonly css: string },
) {
  const { site } = input;
  const [title, description] = TEXTS[name];
  const canonical = `${site.publicUrl}/${name}`;
  const card = plainCard(title, description, canonical);
  return {
    layout: buildLayout(input, { title, description, canonical, card, stylesheetPath: assets.stylesheetPath }),
    host: new URL(site.publicUrl).host,
    contrasts: measureContrasts(assets.css),
  };
}
