import type { BuildLayout, PageInput } from './page-layout.ts';

/** An error for visitors: never a stack, never a detail for the operator. */
export interface ProblemInput extends PageInput {
  /** 400 to 599. */
  readonly status: number;
  readonly title: string;
  readonly detail?: string | undefined;
  /** With which the operator finds the request in the log. */
  readonly requestId?: string | undefined;
}

export interface NotFoundInput extends PageInput {
  readonly path: string;
}

export function buildProblemView(input: ProblemInput & { readonly path?: string }, buildLayout: BuildLayout) {
  const { status, title, detail, path, requestId } = input;
  return { layout: buildLayout(input, { title, description: title }), status, title, detail, path, requestId };
}

export function buildNotFoundView(input: NotFoundInput, buildLayout: BuildLayout) {
  const path = input.path.length > MAX_SHOWN_PATH ? `${input.path.slice(0, MAX_SHOWN_PATH)}…` : input.path;
  const title = 'Page not found';
  const detail = 'The address may contain a mistake, or the page has moved. You can find all stories in the feeds.';
  return buildProblemView({ ...input, status: 404, title, detail, path }, buildLayout);
}

const MAX_SHOWN_PATH = 200;
