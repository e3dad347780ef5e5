import type { BuildLayout, PageInput, PageLayout } from './page-layout.ts';

/** An error for visitors: never a stack, never a detail for the operator. */
export interface ProblemInput extends PageInput {
  /** 400 to 599. */
  readonly status: number;
  readonly title: string;
  readonly detail?: string | undefined;
}

/** The path without a page. */
export interface NotFoundInput extends PageInput {
  readonly path: string;
}

/** `problem.hbs`. */
export interface ProblemView {
  readonly layout: PageLayout;
  readonly status: number;
  readonly title: string;
  readonly detail: string | undefined;
  readonly path: string | undefined;
}

/** Builds the page of an error. */
export function buildProblemView(input: ProblemInput, buildLayout: BuildLayout): ProblemView {
  const { status, title, detail } = input;
  return { layout: buildLayout(input, { title, description: title }), status, title, detail, path: undefined };
}

/** Builds the page of a 404. A long path is shortened. */
export function buildNotFoundView(input: NotFoundInput, buildLayout: BuildLayout): ProblemView {
  const { path } = input;
  const title = 'Page not found';
  const detail = 'The address may contain a mistake, or the page has moved. You can find all stories in the feeds.';
  const view = buildProblemView({ ...input, status: 404, title, detail }, buildLayout);
  return { ...view, path: path.length > MAX_SHOWN_PATH ? `${path.slice(0, MAX_SHOWN_PATH)}…` : path };
}

const MAX_SHOWN_PATH = 200;
