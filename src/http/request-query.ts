import type { Request } from 'express';
import { type Options, parseOptions } from '../../widget/contract/options.ts';

export function queryOf({ url }: Pick<Request, 'url'>): string {
  const at = url.indexOf('?');
  return at === -1 ? '' : url.slice(at + 1);
}

export function parameterOf({ query }: Pick<Request, 'query'>, name: string): string {
  return String([query[name] ?? ''].flat()[0] ?? '');
}

export function optionsOf(request: Pick<Request, 'query'>): Options {
  return parseOptions((name) => parameterOf(request, name));
}
