import type { Finding } from '../model/page-report.ts';
import { type CheckContext, nameOfFeed } from './check-context.ts';
import { checkFeed } from './check-feed.ts';
import { placeFindings } from './check-places.ts';
import { checkImagePolicies } from './check-policies.ts';
import { problem, works } from './finding.ts';
import { describeOptions } from './page-options.ts';
import type { PluginEmbed } from './plugin-parser.ts';

const IN_SETTINGS = 'In WordPress, under Settings → Tidings headlines,';

export function checkPlugin(context: CheckContext, embed: PluginEmbed): readonly Finding[] {
  const { feed, shows, options } = embed;
  const { site, main } = context;
  if (feed?.server === 'other') {
    const message = `Our plugin for WordPress is on this page, but it gets headlines from ${new URL(feed.base).host}, not from ${site.name} at ${new URL(site.publicUrl).host}.`;
    const todo = `If you want the headlines of ${site.name}, change the address. ${IN_SETTINGS} it is the first field:`;
    return [problem('old-address', message, { todo, snippet: site.publicUrl })];
  }
  if (feed !== undefined && context.feedStatuses.get(feed.feed)?.kind === 'missing') {
    const message = `Our plugin for WordPress asks for the feed ${nameOfFeed(context, feed.feed)}, which we do not have.`;
    const todo =
      'Choose another feed: in the block, in the shortcode, or in the plugin’s settings. This shortcode works:';
    return [problem('feed-missing', message, { todo, snippet: `[tidings feed="${main.id}"]` })];
  }
  if (shows === 'link') {
    const message = 'Our plugin for WordPress is on this page, but it got no headlines from us and shows only a link.';
    const todo = `${IN_SETTINGS} press “Try the connection”: it says what is wrong. If you have a caching plugin, clear its cache afterwards.`;
    return [problem('plugin-without-headlines', message, { todo })];
  }
  return [
    ...placeFindings(
      embed.places,
      `The headlines of ${nameOf(context, feed)}`,
      works('plugin-works', describePlugin(context, embed)),
    ),
    ...(options.images === 'off' ? [] : checkImagePolicies(context)),
    // A feed that moved is not worth a note: the plugin follows the redirect.
    ...(feed === undefined ? [] : checkFeed(context, feed.feed).filter(({ kind }) => kind === 'feed-unchecked')),
  ];
}

function nameOf(context: CheckContext, feed: PluginEmbed['feed']): string {
  return feed === undefined ? 'one of our feeds' : nameOfFeed(context, feed.feed);
}

function describePlugin(context: CheckContext, { feed, shows, options, version }: PluginEmbed): string {
  const name = nameOf(context, feed);
  const by = `through our plugin for WordPress${version === undefined ? '' : ` (version ${version})`}, ${describeOptions(options)}`;
  if (shows === 'article') return `The page shows one of our articles, from the archive of ${name} ${by}.`;
  if (shows === 'nothing') return `The page is ready for headlines ${by}; ${name} has none to show at the moment.`;
  return `The page shows the ${options.layout === 'archive' ? 'archive' : 'headlines'} of ${name} ${by}.`;
}
