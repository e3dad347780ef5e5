import type { FeedItem } from './feed-item.ts';
import type { FeedEpisode, FeedPodcast } from './feed-podcast.ts';
import { element, lines, proseElement, textElement } from './markup.ts';
import { shorten } from './plain-text.ts';

/**
 * What a podcast says of itself in its channel, by Apple's requirements (https://podcasters.apple.com/support/823-podcast-requirements)
 * and the podcast namespace (https://podcasting2.org/docs/podcast-namespace).
 */
export function renderPodcast(podcast: FeedPodcast): string {
  const { owner, artwork } = podcast;
  return lines([
    proseElement('itunes:author', shorten(podcast.author, LINE_LENGTH)),
    element(
      'itunes:owner',
      {},
      proseElement('itunes:name', shorten(owner.name, LINE_LENGTH)) + textElement('itunes:email', owner.email),
    ),
    artwork === undefined ? '' : element('itunes:image', { href: artwork }),
    ...podcast.categories.map(renderCategory),
    textElement('itunes:explicit', String(podcast.explicit)),
    textElement('itunes:type', podcast.type),
    textElement('podcast:guid', podcast.guid),
    element('podcast:locked', { owner: owner.email }, podcast.locked ? 'yes' : 'no'),
    textElement('podcast:medium', 'podcast'),
  ]);
}

/** What an episode says beyond an item; its enclosure is the item's. */
export function renderEpisode(item: FeedItem, episode: FeedEpisode): string {
  const duration = item.audio?.duration;
  return lines([
    proseElement('itunes:title', item.title),
    textElement('itunes:episodeType', 'full'),
    textElement('itunes:explicit', String(episode.explicit)),
    duration === undefined ? '' : textElement('itunes:duration', String(duration)),
    proseElement('itunes:summary', shorten(item.summary, SUMMARY_LENGTH)),
    episode.artwork === undefined ? '' : element('itunes:image', { href: episode.artwork }),
  ]);
}

/** UTF-16 units that directories take. */
const LINE_LENGTH = 255;
const SUMMARY_LENGTH = 4000;

function renderCategory({ name, subcategory }: FeedPodcast['categories'][number]): string {
  const inner = subcategory === undefined ? '' : element('itunes:category', { text: subcategory });
  return element('itunes:category', { text: name }, inner);
}
