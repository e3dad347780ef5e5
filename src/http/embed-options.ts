import type { Request } from 'express';
import { type Options, parseOptions } from '../../widget/contract/options.ts';

/** The widget's options as a request's query has them; of an option that is there twice the first. */
export function optionsOf(request: Pick<Request, 'query'>): Options {
  return parseOptions((name) => [request.query[name] ?? ''].flat().map(String)[0]);
}
