import type { Finding } from '../model/page-report.ts';
import { judgeFeed } from './judge-feed.ts';
import { judgePolicies } from './judge-policies.ts';
import { type Look, nameOfFeed } from './look.ts';
import type { PluginPlace } from './read-plugins.ts';
import { showSettings } from './settings.ts';

const SETTINGS = 'In WordPress, under Settings → Tidings headlines,';

/** What there is to say of what our plugin for WordPress has written into the page. */
export function judgePlugins(look: Look): readonly Finding[] {
  return look.facts.plugins.flatMap((place) => judgePlugin(look, place));
}

function judgePlugin(look: Look, place: PluginPlace): readonly Finding[] {
  const { feed, shows, options } = place;
  const { site } = look.newsroom;
  if (feed?.server === 'other') {
    return [
      {
        kind: 'old-address',
        weight: 'mend',
        says: `Our plugin for WordPress stands in this page, and asks for headlines from ${new URL(feed.base).host}, not from ${site.name} at ${new URL(site.publicUrl).host}.`,
        todo: `If you want the headlines of ${site.name}, put this address in. ${SETTINGS} it is the first field:`,
        paste: site.publicUrl,
      },
    ];
  }
  if (feed !== undefined && look.standings.get(feed.feed)?.kind === 'missing') {
    return [
      {
        kind: 'feed-missing',
        weight: 'mend',
        says: `Our plugin for WordPress asks for the feed ${nameOfFeed(look, feed.feed)}, and we have none of that name.`,
        todo: 'Choose another feed: in the block, in the shortcode, or in the plugin’s settings. This is a shortcode that works:',
        paste: `[tidings feed="${look.newsroom.main.id}"]`,
      },
    ];
  }
  if (shows === 'link') {
    return [
      {
        kind: 'plugin-without-headlines',
        weight: 'mend',
        says: 'Our plugin for WordPress stands in this page, but it got no headlines from us, and shows a link in their place.',
        todo: `${SETTINGS} press “Try the connection”: it says what is wrong. A page that a caching plugin keeps may be older than what it says.`,
      },
    ];
  }
  const pictures = new URL(`${site.publicUrl}/media/picture.jpg`);
  return [
    { kind: 'plugin-works', weight: 'works', says: describe(look, place) },
    ...(options.images === 'off' ? [] : judgePolicies(look, { kind: 'picture', url: pictures }, 'note')),
    // What the feed is called now is the plugin's to find out: it is led on.
    ...(feed === undefined ? [] : judgeFeed(look, feed.feed).filter(({ kind }) => kind === 'feed-unchecked')),
  ];
}

function describe(look: Look, { feed, shows, options, version }: PluginPlace): string {
  const name = feed === undefined ? 'a feed of ours' : nameOfFeed(look, feed.feed);
  const by = `written by our plugin for WordPress${version === undefined ? '' : ` (version ${version})`}, ${showSettings(options)}`;
  switch (shows) {
    case 'article':
      return `An article of ours stands in this page, from the archive of ${name}, ${by}.`;
    case 'nothing':
      return `A place for headlines stands in this page, ${by}; ${name} has none to show there at this moment.`;
    default: {
      const what = options.layout === 'archive' ? 'The archive of' : 'The headlines of';
      return `${what} ${name} ${options.layout === 'archive' ? 'stands' : 'stand'} in this page, ${by}.`;
    }
  }
}
