import { expect, test } from '@jest/globals';
import { parseOpml } from 'feedsmith';
import { renderOpml } from '../../src/render/opml.ts';
import { definition, site } from './newsroom.ts';

test('OPML lists all feeds with their addresses', () => {
  const feeds = [
    definition({ title: 'Bread & "roses" <3', description: 'Line one\nline two' }),
    definition({
      id: 'ivrit',
      title: 'חדשות',
      description: '',
      language: 'he',
      home: 'https://www.olivebranch.example/he',
    }),
  ];
  expect(parseOpml(renderOpml(site, feeds, Date.UTC(2026, 10, 23)))).toEqual({
    head: {
      title: 'Olive Branch News',
      dateModified: 'Mon, 23 Nov 2026 00:00:00 GMT',
      ownerName: 'Olive Branch News',
      ownerId: 'https://news.example.org',
      docs: 'http://opml.org/spec2.opml',
    },
    body: {
      outlines: [
        {
          type: 'rss',
          version: 'RSS2',
          text: 'Bread & "roses" <3',
          title: 'Bread & "roses" <3',
          description: 'Line one line two',
          language: 'en',
          xmlUrl: 'https://news.example.org/feeds/top.rss',
          htmlUrl: 'https://news.example.org/feeds/top',
        },
        {
          type: 'rss',
          version: 'RSS2',
          text: 'חדשות',
          title: 'חדשות',
          language: 'he',
          xmlUrl: 'https://news.example.org/feeds/ivrit.rss',
          htmlUrl: 'https://www.olivebranch.example/he',
        },
      ],
    },
  });
});

test('OPML has no date unless it gets one, so that its bytes stay the same', () => {
  expect(renderOpml(site, [])).not.toContain('dateModified');
});
