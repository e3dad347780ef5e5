import type { BuildLayout, PageInput, PageLayout } from './page-layout.ts';

/** What went wrong, in words for a visitor: never a stack, never what only the operator is to know. */
export interface ProblemInput extends PageInput {
  /** 400 to 599. */
  readonly status: number;
  readonly title: string;
  readonly detail?: string | undefined;
}

/** A path at which there is nothing. */
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

/** The page of any error. */
export function buildProblemView(input: ProblemInput, buildLayout: BuildLayout): ProblemView {
  const { status, title, detail } = input;
  return { layout: buildLayout(input, { title, description: title }), status, title, detail, path: undefined };
}

/** The page of a 404; a path of more than 200 characters is cut. */
export function buildNotFoundView(input: NotFoundInput, buildLayout: BuildLayout): ProblemView {
  const { path } = input;
  const title = 'There is no page here';
  const detail = 'The address may have been mistyped, or what stood here has moved. Every story is in the feeds.';
  const view = buildProblemView({ ...input, status: 404, title, detail }, buildLayout);
  return { ...view, path: path.length > LONGEST_PATH ? `${path.slice(0, LONGEST_PATH)}…` : path };
}

const LONGEST_PATH = 200;
