import type { BuildFrame, Frame, PageInput } from './page-frame.ts';

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
  readonly frame: Frame;
  readonly status: number;
  readonly title: string;
  readonly detail: string | undefined;
  readonly path: string | undefined;
}

/** The page of any error. */
export function buildProblemView(input: ProblemInput, frame: BuildFrame): ProblemView {
  const { status, title, detail } = input;
  return { frame: frame(input, { title, description: title }), status, title, detail, path: undefined };
}

/** The page of a 404; a path of more than 200 characters is cut. */
export function buildNotFoundView(input: NotFoundInput, frame: BuildFrame): ProblemView {
  const { path } = input;
  const title = 'There is no page here';
  const detail = 'The address may have been mistyped, or what stood here has moved. Every story is in the feeds.';
  const view = buildProblemView({ ...input, status: 404, title, detail }, frame);
  return { ...view, path: path.length > LONGEST_PATH ? `${path.slice(0, LONGEST_PATH)}…` : path };
}

const LONGEST_PATH = 200;
