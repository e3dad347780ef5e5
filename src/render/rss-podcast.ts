import type { FeedItem } from './feed-item.ts';
import type { FeedEpisode, FeedPodcast } from './feed-podcast.ts';
import { element, lines, proseElement, textElement } from './markup.ts';
import { shorten } from './plain-text.ts';

/** https://podcasters.apple.com/support/823-podcast-requirements and https://podcasting2.org/docs/podcast-namespace */
export function renderPodcast(podcast: FeedPodcast): string {
  const { owner, artwork } = podcast;
  return lines([
    proseElement('itunes:author', shorten(podcast.author, MAX_LINE_LENGTH)),
    element(
      'itunes:owner',
      {},
      proseElement('itunes:name', shorten(owner.name, MAX_LINE_LENGTH)) + textElement('itunes:email', owner.email),
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

export function renderEpisode(item: FeedItem, episode: FeedEpisode): string {
  const duration = item.audio?.duration;
  return lines([
    proseElement('itunes:title', item.title),
    textElement('itunes:episodeType', 'full'),
    textElement('itunes:explicit', String(episode.explicit)),
    duration === undefined ? '' : textElement('itunes:duration', String(duration)),
    proseElement('itunes:summary', shorten(item.summary, MAX_SUMMARY_LENGTH)),
    episode.artwork === undefined ? '' : element('itunes:image', { href: episode.artwork }),
  ]);
}

/** Limits of directories, in UTF-16 units. */
const MAX_LINE_LENGTH = 255;
const MAX_SUMMARY_LENGTH = 4000;

function renderCategory({ name, subcategory }: FeedPodcast['categories'][number]): string {
  const inner = subcategory === undefined ? '' : element('itunes:category', { text: subcategory });
  return element('itunes:category', { text: name }, inner);
}
