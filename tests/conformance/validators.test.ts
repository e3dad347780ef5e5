import { describe, expect, test } from '@jest/globals';
import { renderAtom } from '../../src/render/atom.ts';
import { renderJsonFeed } from '../../src/render/json-feed.ts';
import { renderRss } from '../../src/render/rss.ts';
import { documentOf, pictureStory, soundStory } from '../render/newsroom.ts';
import { validateAtom } from './atom-validator.ts';
import { validateJsonFeed } from './json-feed-validator.ts';
import { validateRss } from './rss-validator.ts';

const document = documentOf([pictureStory, soundStory]);

/** A sound document, what is done to it, and the violation that has to be found. */
type Damage = readonly [what: string, from: string | RegExp, to: string, violation: string];

function damaged(text: string, [, from, to]: Damage): string {
  const result = text.replace(from, to);
  expect(result).not.toBe(text);
  return result;
}

describe('the JSON Feed validator', () => {
  const { text } = renderJsonFeed(document);

  test('finds nothing in a sound feed', () => {
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
    ['a nameless extension', '"_tidings":{', '"_1":{', 'feed.items[0]._1: no name for an extension'],
    ['no JSON', /^\{/, '', 'no JSON: '],
  ];
  test.each(damages)('finds %s', (...damage) => {
    expect(validateJsonFeed(damaged(text, damage))).toContainEqual(expect.stringContaining(damage[3]));
  });
});

describe('the Atom validator', () => {
  const { text } = renderAtom(document);

  test('finds nothing in a sound feed', () => {
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

  test('finds nothing in a sound feed', () => {
    expect(validateRss(text)).toEqual([]);
  });

  const damages: readonly Damage[] = [
    ['no channel description', /<description>.*<\/description>/, '', 'channel/description: required'],
    ['no link to itself', 'rel="self"', 'rel="other"', 'channel: exactly one atom:link rel=self'],
    ['a date of another kind', /<pubDate>[^<]*/, '<pubDate>2026-11-23', 'item[0]/pubDate'],
    ['a wrong day of the week', /<pubDate>Mon/, '<pubDate>Tue', 'item[0]/pubDate'],
    ['a permalink that is none', 'isPermaLink="false"', 'isPermaLink="true"', 'item[0]/guid'],
    ['an enclosure without length', /<enclosure length="\d+"/, '<enclosure length="0"', 'item[0]/enclosure length'],
    [
      'content before description',
      /<description><!\[CDATA.*<\/description>/,
      '',
      'item[0]: the profile wants a description',
    ],
    [
      'two pubDates',
      '<pubDate>',
      '<pubDate>Mon, 23 Nov 2026 07:00:00 GMT</pubDate><pubDate>',
      'item[0]/pubDate: more than one',
    ],
    ['an element of no such name', '<ttl>', '<updated/><ttl>', 'channel/updated: unknown to RSS 2.0'],
    ['an undeclared prefix', /xmlns:media="[^"]*"/, '', 'not well-formed'],
  ];
  test.each(damages)('finds %s', (...damage) => {
    expect(validateRss(damaged(text, damage))).toContainEqual(expect.stringContaining(damage[3]));
  });
});
