import { describe, expect, test } from '@jest/globals';
import { renderAtom } from '../../src/render/atom.ts';
import { renderJsonFeed } from '../../src/render/json-feed.ts';
import { renderRss } from '../../src/render/rss.ts';
import { audioArticle, documentOf, idOf, imageArticle, podcast } from '../render/newsroom.ts';
import { validateAtom } from './atom-validator.ts';
import { validateJsonFeed } from './json-feed-validator.ts';
import { validateRss } from './rss-validator.ts';
import { findWarnings } from './validator-warnings.ts';

const document = documentOf([imageArticle, audioArticle]);
const show = documentOf([audioArticle], { podcast });
const archivePage = documentOf(
  [imageArticle, audioArticle],
  {},
  { archive: { page: 2, pages: 3 }, tombstones: [{ id: idOf(7), at: 0, reason: 'It was not so.' }] },
);

/** A valid document, a change, and the violation to find. */
type Damage = readonly [what: string, from: string | RegExp, to: string, violation: string];

function damaged(text: string, [, from, to]: Damage): string {
  const result = text.replace(from, to);
  expect(result).not.toBe(text);
  return result;
}

describe('the JSON Feed validator', () => {
  const { text } = renderJsonFeed(document);

  test('finds nothing in a valid feed', () => {
    expect(validateJsonFeed(text)).toEqual([]);
  });

  const damages: readonly Damage[] = [
    ['another version', '/version/1.1', '/version/1', 'feed.version: not version 1.1'],
    ['no title', '"title":"Top stories",', '', 'feed.title: required'],
    [
      'a relative item URL',
      /"url":"https:[^"]*articles/,
      '"url":"/articles',
      'feed.items[1].url: not an absolute http(s) URL',
    ],
    ['no content', /"content_html":"(?:[^"\\]|\\.)*",/, '', 'feed.items[0]: needs content_html or content_text'],
    [
      'a date in words',
      /"date_published":"[^"]*"/,
      '"date_published":"today"',
      'feed.items[0].date_published: not an RFC 3339 date',
    ],
    [
      'an author of version 1',
      /"authors":\[\{/,
      '"author":{},"authors":[{',
      'feed.author: unknown to the specification',
    ],
    [
      'an author without anything',
      /"authors":\[\{[^}]*\}\]/,
      '"authors":[{}]',
      'feed.authors[0]: needs a name, url or avatar',
    ],
    ['an attachment without type', /"mime_type":"[^"]*",/, '', 'feed.items[0].attachments[0].mime_type: required'],
    [
      'a size in words',
      /"size_in_bytes":\d+/,
      '"size_in_bytes":"big"',
      'feed.items[0].attachments[0].size_in_bytes: not a number of 0 or more',
    ],
    ['an id twice', /8000-000000000002/g, '8000-000000000001', 'feed.items: two items have the same id'],
    ['a nameless extension', '"_tidings":{"image"', '"_1":{"image"', 'feed.items[0]._1: no name for an extension'],
    ['no JSON', /^\{/, '', 'no JSON: '],
  ];
  test.each(damages)('finds %s', (...damage) => {
    expect(validateJsonFeed(damaged(text, damage))).toContainEqual(expect.stringContaining(damage[3]));
  });
});

describe('the Atom validator', () => {
  const { text } = renderAtom(document);

  test('finds nothing in a valid feed', () => {
    expect(validateAtom(text)).toEqual([]);
  });

  const damages: readonly Damage[] = [
    ['no id', /<id>.*<\/id>/, '', 'feed: 0 of id, exactly one required'],
    ['two titles', '<updated>', '<title>again</title><updated>', 'feed: 2 of title, exactly one required'],
    ['no link to itself', 'rel="self"', 'rel="other"', '4.1.1: the feed should have a link rel=self'],
    ['a date without zone', /<published>[^<]*/, '<published>2026-11-23T07:00:00', '3.3 entry[0]/published'],
    ['a relative link', /(rel="alternate" type="text\/html" href=")https/, '$1', '4.2.7.1'],
    ['a category without term', 'term="israel"', '', '4.2.2.1'],
    ['an author without name', /<name>[^<]*<\/name>/, '', '3.2.1'],
    ['an id twice', /8000-000000000002<\/id>/, '8000-000000000001</id>', '4.1.1: two entries have the same id'],
    ['an element of no such name', '<rights>', '<rightz/><rights>', 'rightz has no place here'],
    ['an undeclared prefix', '<media:content', '<other:content', 'not well-formed'],
    ['a bare ampersand', 'Bakers &amp;', 'Bakers &', 'not well-formed'],
  ];
  test.each(damages)('finds %s', (...damage) => {
    expect(validateAtom(damaged(text, damage))).toContainEqual(expect.stringContaining(damage[3]));
  });
});

describe('the RSS validator', () => {
  const { text } = renderRss(document);

  test('finds nothing in a valid feed', () => {
    expect(validateRss(text)).toEqual([]);
  });

  const damages: readonly Damage[] = [
    ['no channel description', /<description>.*<\/description>/, '', 'channel/description: required'],
    ['no link to itself', 'rel="self"', 'rel="other"', 'channel: exactly one atom:link rel=self'],
    ['a channel date of another kind', /<pubDate>[^<]*/, '<pubDate>2026-11-23', 'channel/pubDate'],
    ['a date of another kind', /(?<=<item>.*?<pubDate>)[^<]*/s, '2026-11-23', 'item[0]/pubDate'],
    ['a wrong day of the week', /(?<=<item>.*?<pubDate>)Mon/s, 'Tue', 'item[0]/pubDate'],
    ['a permalink that is none', 'isPermaLink="false"', 'isPermaLink="true"', 'item[0]/guid'],
    ['an enclosure without length', /(<enclosure [^>]*length)="\d+"/, '$1="0"', 'item[0]/enclosure length'],
    [
      'content before description',
      /<description>A bakery.*<\/description>/,
      '',
      'item[0]: the profile wants a description',
    ],
    [
      'two pubDates',
      '<item>',
      '<item><pubDate>Mon, 23 Nov 2026 07:00:00 GMT</pubDate>',
      'item[0]/pubDate: more than one',
    ],
    ['an element of no such name', '<ttl>', '<updated/><ttl>', 'channel/updated: unknown to RSS 2.0'],
    ['an undeclared prefix', /xmlns:media="[^"]*"/, '', 'not well-formed'],
  ];
  test.each(damages)('finds %s', (...damage) => {
    expect(validateRss(damaged(text, damage))).toContainEqual(expect.stringContaining(damage[3]));
  });
});

describe.each([
  ['Atom', renderAtom, validateAtom, 'feed'],
  ['RSS', renderRss, validateRss, 'channel'],
] as const)('the %s validator, of an archive', (_format, render, validate, place) => {
  const { text } = render(archivePage);

  test('finds nothing in a valid page', () => {
    expect(validate(text)).toEqual([]);
  });

  const damages: readonly Damage[] = [
    ['no way to the feed itself', 'rel="current"', 'rel="other"', `${place}: a page of an archive without link`],
    ['a page that is not called one', '<fh:archive/>', '', `${place}: link rel=next-archive outside an archive`],
    ['a page called one twice', '<fh:archive/>', '<fh:archive/><fh:archive/>', `${place}: more than one fh:archive`],
    ['a page that follows itself', '/archive/3', '/archive/2', `${place}: two of its documents have one address`],
    ['two ways back', 'rel="next-archive"', 'rel="prev-archive"', `${place}: more than one link rel=prev-archive`],
    ['a relative way', /(rel="next"[^>]*href=")https:/, '$1', `${place}: no absolute address: //news`],
  ];
  test.each(damages)('finds %s', (...damage) => {
    expect(validate(damaged(text, damage))).toContainEqual(expect.stringContaining(damage[3]));
  });
});

describe('the Atom validator, for deleted entries', () => {
  const { text } = renderAtom(archivePage);
  const damages: readonly Damage[] = [
    ['no id', /ref="urn:uuid:[^"]*"/, 'ref=""', 'deleted-entry[0]: ref is no absolute IRI'],
    ['one that is shown', /(ref="urn:uuid:[^"]*)7"/, '$11"', 'deleted-entry[0]: the feed shows the entry'],
    ['no date', /when="[^"]*"/, 'when="lately"', 'deleted-entry[0]: when is no date'],
    ['two reasons', '<at:comment>', '<at:comment/><at:comment>', 'deleted-entry[0]: holds more than one comment'],
    ['another element', /at:deleted-entry/g, 'at:gone', 'deleted-entry[0]: gone has no place here'],
  ];
  test.each(damages)('finds %s', (...damage) => {
    expect(validateAtom(damaged(text, damage))).toContainEqual(expect.stringContaining(damage[3]));
  });
});

describe('the RSS validator, for a podcast', () => {
  const { text } = renderRss(show);

  test('finds nothing in a valid podcast', () => {
    expect(validateRss(text)).toEqual([]);
  });

  const damages: readonly Damage[] = [
    ['no author', /<itunes:author>.*<\/itunes:author>/, '', 'channel/itunes:author: 0 of them'],
    ['an answer that is none', '<itunes:explicit>false', '<itunes:explicit>clean', 'channel/itunes:explicit: "clean"'],
    ['no owner', /<itunes:owner>.*<\/itunes:owner>/, '', 'channel/itunes:owner: required'],
    [
      'an owner without address',
      /<itunes:email>[^<]*/,
      '<itunes:email>Dana',
      'channel/itunes:owner/itunes:email: "Dana"',
    ],
    ['no artwork', /<itunes:image[^>]*>/, '', 'channel/itunes:image: 0 of them'],
    ['artwork that Apple does not take', 'artwork.jpg"', 'artwork.webp"', 'channel/itunes:image: no JPEG or PNG'],
    ['no category', /<itunes:category.*text="News"\/>/s, '', 'channel/itunes:category: required'],
    ['a category of our own', 'text="News"', 'text="Missions"', "channel/itunes:category: not among Apple's: Missions"],
    ['a subcategory of another', 'text="Christianity"', 'text="Chess"', 'nothing under Religion & Spirituality: Chess'],
    ['no language', /<language>.*<\/language>/, '', 'channel/language: 0 of them'],
    ['a guid of another kind', /<podcast:guid>[^<]*/, '<podcast:guid>1', 'channel/podcast:guid: "1"'],
    ['a lock without owner', /<podcast:locked owner="[^"]*"/, '<podcast:locked', 'channel/podcast:locked: no owner'],
    ['an episode without sound', /<enclosure[^>]*>/, '', 'item[0]: 0 enclosures'],
    [
      'a sound that Apple does not take',
      'type="audio/mpeg"/>',
      'type="audio/ogg"/>',
      'item[0]: Apple takes no audio/ogg',
    ],
    ['a length in words', /<itunes:duration>\d+/, '<itunes:duration>six minutes', 'item[0]/itunes:duration'],
    ['episodes of no show', /<itunes:author.*?(?=<item>)/s, '', 'channel: episodes without a show'],
  ];
  test.each(damages)('finds %s', (...damage) => {
    expect(validateRss(damaged(text, damage))).toContainEqual(expect.stringContaining(damage[3]));
  });
});

describe('the list of warnings', () => {
  const texts = { rss: renderRss(document).text, atom: renderAtom(document).text };
  const damages: readonly (readonly ['rss' | 'atom', ...Damage])[] = [
    ['rss', 'a title with an entity', '<title>Morning', '<title>Morning &amp;amp;', 'title seems to contain HTML'],
    ['atom', 'a title with a tag', '<title>Morning', '<title>&lt;b>Morning', 'title seems to contain HTML'],
    [
      'rss',
      'a namespace that is not known',
      'version="2.0"',
      'version="2.0" xmlns:x="urn:x"',
      'unknown namespace urn:x',
    ],
    ['rss', 'metadata behind the items', /(<ttl>5<\/ttl>)(.*)(<\/channel>)/s, '$2$1$3', 'channel/ttl stands behind'],
    ['rss', 'rights said twice', '<item>', '<copyright/><dc:rights/><item>', 'channel: copyright is said twice'],
    ['atom', 'metadata behind the entries', '</feed>', '<rights/></feed>', 'feed/rights stands behind the entries'],
    ['atom', 'a date before there were feeds', /<updated>2026/, '<updated>1970', 'is implausible'],
    ['atom', 'an entry without text', /<summary>.*?(?=<\/entry>)/s, '', 'an entry without text'],
  ];
  test.each(damages)('of %s has %s', (format, ...damage) => {
    expect(findWarnings(texts[format])).toEqual([]);
    expect(findWarnings(damaged(texts[format], damage))).toContainEqual(expect.stringContaining(damage[3]));
  });
});
