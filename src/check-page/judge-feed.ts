import type { Options } from '../../widget/contract/options.ts';
import type { Finding } from '../model/page-report.ts';
import { type Look, nameOfFeed, snippetFor } from './look.ts';

/** What there is to say of the feed that a page asks for: nothing where it is published under that name. */
export function judgeFeed(look: Look, path: string, options?: Options): readonly Finding[] {
  const name = nameOfFeed(look, path);
  const standing = look.standings.get(path);
  switch (standing?.kind) {
    case 'published':
      return [];
    case 'moved':
      return [
        {
          kind: 'feed-moved',
          weight: 'note',
          says: `The feed has a new name, ${name}. What stands on the page goes on working.`,
          todo: 'If you edit the page anyway, this is today’s snippet:',
          paste: snippetFor(look, path, options),
        },
      ];
    case 'missing':
      return [
        {
          kind: 'feed-missing',
          weight: 'mend',
          says: `The page asks for the feed ${name}, and we have none of that name. Perhaps a letter is missing.`,
          todo: 'All our feeds are on our page “Feeds”. This is the snippet of the first of them:',
          paste: snippetFor(look, undefined, options),
        },
      ];
    default:
      return [
        {
          kind: 'feed-unchecked',
          weight: 'unknown',
          says: `The page asks for the feed ${name}. Whether there is one of that name could not be checked from here.`,
        },
      ];
  }
}
