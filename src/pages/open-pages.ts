import { join } from 'node:path';
import { reservedStyle } from '../../widget/contract/reserved-height.ts';
import { type ArticleInput, type ArticleView, buildArticleView } from './article-page.ts';
import { type BuilderInput, type BuilderView, buildBuilderView } from './builder/builder-page.ts';
import { buildPreviewView, type PreviewInput, type PreviewView } from './builder/preview-page.ts';
import { buildCheckPageView, type CheckPageInput, type CheckPageView } from './check-page.ts';
import { compileTemplates } from './compile-templates.ts';
import { DEFAULT_OPTIONS } from './embed-example.ts';
import { buildEmbedPageView, type EmbedCode, type EmbedPage, type EmbedPageView, embedPolicy } from './embed-page.ts';
import { buildEmbedView, type EmbedInput, type EmbedView } from './embed-view.ts';
import { buildFeedView, type FeedInput, type FeedView } from './feed-page.ts';
import { buildFeedsView, type FeedsInput, type FeedsView } from './feeds-page.ts';
import { buildLandingView, type LandingInput, type LandingView } from './landing-page.ts';
import { loadPageAsset, type PageAsset } from './page-asset.ts';
import { type BuildLayout, buildLayout } from './page-layout.ts';
import {
  buildNotFoundView,
  buildProblemView,
  type NotFoundInput,
  type ProblemInput,
  type ProblemView,
} from './problem-page.ts';
import { buildRetractedView, type RetractedInput, type RetractedView } from './retracted-page.ts';
import { loadMeasurements } from './statements/measurements.ts';
import {
  buildStatementView,
  type StatementInput,
  type StatementName,
  type StatementView,
} from './statements/statement-page.ts';

/** Renders each page of the site from its data, without clock or environment. */
export interface Pages {
  readonly stylesheet: PageAsset;
  readonly icon: PageAsset;
  /** All files of pages, also these two. */
  readonly assets: readonly PageAsset[];
  /** `/`. */
  landing(input: LandingInput): string;
  /** `/feeds`. */
  feeds(input: FeedsInput): string;
  /** `/feeds/{feed}`. */
  feed(input: FeedInput): string;
  /** `/embed/check`. */
  checkPage(input: CheckPageInput): string;
  /** `/embed`. */
  builder(input: BuilderInput): string;
  /** `/embed/preview`. */
  preview(input: PreviewInput): string;
  /** `/privacy`, `/accessibility`, `/performance`. */
  statement(name: StatementName, input: StatementInput): string;
  /** `/articles/{id}`. */
  article(input: ArticleInput): string;
  /** `/articles/{id}` of a retracted article, for a 410. */
  retracted(input: RetractedInput): string;
  /** `/embed/{feed}` and `/embed/articles/{id}`: a page for an iframe, and its policy. */
  embed(input: EmbedInput, code: EmbedCode): EmbedPage;
  /** The same headlines as HTML to include in another page. */
  fragment(input: EmbedInput): string;
  /** 404. */
  notFound(input: NotFoundInput): string;
  /** Any other 4xx or 5xx. */
  problem(input: ProblemInput): string;
}

/** Loads templates and assets once. Throws if a template is missing. */
export function openPages(): Pages {
  const template = compileTemplates(join(import.meta.dirname, 'templates'));
  const landing = template<LandingView>('landing');
  const feeds = template<FeedsView>('feeds');
  const feed = template<FeedView>('feed');
  const checkPage = template<CheckPageView>('check-page');
  const article = template<ArticleView>('article');
  const retracted = template<RetractedView>('retracted');
  const embed = template<EmbedPageView>('embed');
  const fragment = template<EmbedView>('fragment');
  const problem = template<ProblemView>('problem');
  const builder = template<BuilderView>('builder');
  const preview = template<PreviewView>('preview');
  const statements = {
    privacy: template<StatementView>('privacy'),
    accessibility: template<StatementView>('accessibility'),
    performance: template<StatementView>('performance'),
  };
  const measurements = loadMeasurements();

  const load = (name: string, appendix?: string) => loadPageAsset(join(import.meta.dirname, 'assets', name), appendix);
  const stylesheet = load('tidings.css', EXAMPLE_HEIGHT);
  const builderStylesheet = load('builder.css');
  const builderScript = load('builder.js');
  const previewCss = load('preview.css').text;
  const icon = load('icon.svg');
  const assets = { stylesheetPath: stylesheet.path, iconPath: icon.path };
  const layout: BuildLayout = (input, options) => buildLayout(input, assets, options);

  return {
    stylesheet,
    icon,
    assets: [stylesheet, icon, builderStylesheet, builderScript],
    landing: (input) => landing(buildLandingView(input, layout)),
    feeds: (input) => feeds(buildFeedsView(input, layout)),
    feed: (input) => feed(buildFeedView(input, layout)),
    checkPage: (input) => checkPage(buildCheckPageView(input, layout)),
    builder: (input) =>
      builder(buildBuilderView(input, layout, { script: builderScript.path, stylesheet: builderStylesheet.path })),
    statement: (name, input) =>
      statements[name](
        buildStatementView(name, input, layout, {
          stylesheet: builderStylesheet.path,
          measurements,
          css: stylesheet.text,
        }),
      ),
    preview: (input) => preview(buildPreviewView(input, previewCss)),
    article: (input) => article(buildArticleView(input, layout)),
    retracted: (input) => retracted(buildRetractedView(input, layout)),
    embed(input, code) {
      const view = buildEmbedPageView(input, code);
      return { html: embed(view), policy: embedPolicy(view) };
    },
    fragment: (input) => fragment(buildEmbedView(input)),
    notFound: (input) => problem(buildNotFoundView(input, layout)),
    problem: (input) => problem(buildProblemView(input, layout)),
  };
}

/** The policy forbids inline styles, so the style sheet reserves the height of the example. */
const EXAMPLE_HEIGHT = `\n.live {\n  ${reservedStyle(DEFAULT_OPTIONS)};\n}\n`;
