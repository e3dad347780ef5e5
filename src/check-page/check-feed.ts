import type { Options } from '../../widget/contract/options.ts';
import type { Finding } from '../model/page-report.ts';
import { type CheckContext, nameOfFeed, snippetFor } from './check-context.ts';
import { note, problem, unknown } from './finding.ts';

export function checkFeed(context: CheckContext, path: string, options?: Options): readonly Finding[] {
  const name = nameOfFeed(context, path);
  switch (context.feedStatuses.get(path)?.kind) {
    case 'published':
      return [];
    case 'moved':
      return [
        note('feed-moved', `The feed has a new name, ${name}. The snippet on the page still works.`, {
          todo: 'If you edit the page anyway, use the new snippet:',
          snippet: snippetFor(context, path, options),
        }),
      ];
    case 'missing':
      return [
        problem('feed-missing', `The page asks for the feed ${name}, which we do not have. Is it spelt correctly?`, {
          todo: 'All our feeds are on our page “Feeds”. This is the snippet of the first of them:',
          snippet: snippetFor(context, undefined, options),
        }),
      ];
    default:
      return [
        unknown('feed-unchecked', `The page asks for the feed ${name}. We could not check whether we have that feed.`, {
          todo: 'Compare its name with our page “Feeds”.',
        }),
      ];
  }
}
