import { join } from 'node:path';
import { reservedStyle } from '../../widget/contract/reserved-height.ts';
import { buildArticleView } from './article-page.ts';
import { type BuilderInput, buildBuilderView } from './builder/builder-page.ts';
import { buildPreviewView, type PreviewInput } from './builder/preview-page.ts';
import { buildCheckPageView } from './check-page.ts';
import { compileTemplates } from './compile-templates.ts';
import { DEFAULT_OPTIONS } from './embed-example.ts';
import { buildEmbedPageView, type EmbedCode, embedPolicy } from './embed-page.ts';
import { buildEmbedView, type EmbedInput } from './embed-view.ts';
import { buildFeedView } from './feed-page.ts';
import { buildFeedsView } from './feeds-page.ts';
import { buildIntakeView, type IntakeInput } from './intake-page.ts';
import { buildLandingView } from './landing-page.ts';
import { type BinaryAsset, loadPageAsset, nameAsset } from './page-asset.ts';
import { applyColours, choosePageColours, type PageColours } from './page-colours.ts';
import { buildPageIcons, type LogoIcons } from './page-icons.ts';
import { type BuildLayout, buildLayout, type PageInput, type ShownLogo } from './page-layout.ts';
import { buildNotFoundView, buildProblemView } from './problem-page.ts';
import { buildRetractedView } from './retracted-page.ts';
import { buildStatementView, type StatementName } from './statements/statement-page.ts';

export type Pages = ReturnType<typeof openPages>;

/** How the pages of a newsroom differ from those of others. */
export interface Appearance {
  readonly colours?: PageColours;
  /** An absolute URL, or a PNG file with sizes in pixels and the icons that were made from it. */
  readonly logo?: string | { readonly image: LogoImage; readonly icons?: LogoIcons };
}

interface LogoImage {
  readonly body: Buffer;
  readonly width: number;
  readonly height: number;
}

const ASSETS = join(import.meta.dirname, 'assets');

/** Loads templates and assets once. Throws if a template is missing. */
export function openPages({ colours = choosePageColours(undefined, undefined), logo }: Appearance = {}) {
  const template = compileTemplates(join(import.meta.dirname, 'templates'));
  const load = (name: string, edit?: (text: string) => string) => loadPageAsset(join(ASSETS, name), edit);
  const stylesheet = load('tidings.css', (css) => applyColours(css, colours) + EXAMPLE_HEIGHT);
  const builderStylesheet = load('builder.css');
  const builderScript = load('builder.js');
  const renewScript = load('renew.js');
  const previewCss = load('preview.css').body;
  const logoFile = typeof logo === 'object' ? nameAsset('logo', '.png', logo.image.body) : undefined;
  const icons = buildPageIcons(
    ASSETS,
    load('icon.svg', (svg) => applyColours(svg, colours)),
    typeof logo === 'object' ? logo.icons : undefined,
  );

  const assets = { stylesheetPath: stylesheet.path, icons, logo: describeLogo(logo, logoFile) };
  const layout: BuildLayout = (input, options) => buildLayout(input, assets, options);
  const page = <Input>(name: string, build: (input: Input, layout: BuildLayout) => object) => {
    const render = template(name);
    return (input: Input) => render(build(input, layout));
  };

  const statements = {
    privacy: template('privacy'),
    accessibility: template('accessibility'),
  };
  const statementAssets = { stylesheetPath: builderStylesheet.path, css: stylesheet.body };
  const builderAssets = { script: builderScript.path, stylesheet: builderStylesheet.path };
  const preview = template('preview');
  const embed = template('embed');
  const fragment = template('fragment');

  return {
    stylesheet,
    icons,
    renewScript,
    /** The files whose address changes with their content. */
    assets: [
      stylesheet,
      icons.page,
      icons.touch,
      builderStylesheet,
      builderScript,
      renewScript,
      ...(logoFile ? [logoFile] : []),
    ],
    landing: page('landing', buildLandingView),
    feeds: page('feeds', buildFeedsView),
    feed: page('feed', buildFeedView),
    intake: page('intake', (input: IntakeInput) => buildIntakeView(input, layout, renewScript.path)),
    checkPage: page('check-page', buildCheckPageView),
    builder: page('builder', (input: BuilderInput) => buildBuilderView(input, layout, builderAssets)),
    preview: (input: PreviewInput) => preview(buildPreviewView(input, previewCss)),
    statement: (name: StatementName, input: PageInput) =>
      statements[name](buildStatementView(name, input, layout, statementAssets)),
    article: page('article', buildArticleView),
    retracted: page('retracted', buildRetractedView),
    /** A page for an iframe, and its Content-Security-Policy. */
    embed(input: EmbedInput, code: EmbedCode) {
      const view = buildEmbedPageView(input, code);
      return { html: embed(view), policy: embedPolicy(view) };
    },
    /** The same headlines as HTML to include in another page. */
    fragment: (input: EmbedInput) => fragment(buildEmbedView(input)),
    notFound: page('problem', buildNotFoundView),
    problem: page('problem', buildProblemView),
  };
}

function describeLogo(logo: Appearance['logo'], file: BinaryAsset | undefined): ShownLogo | undefined {
  if (logo === undefined) return undefined;
  if (typeof logo === 'string') return { url: logo, width: undefined, height: undefined };
  const { width, height } = logo.image;
  return file && { url: file.path, width, height };
}

/** The policy forbids inline styles, so the style sheet reserves the height of the example. */
const EXAMPLE_HEIGHT = `\n.live {\n  ${reservedStyle(DEFAULT_OPTIONS)};\n}\n`;
