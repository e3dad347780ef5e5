import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { SYNDICATION_FORMATS, type SyndicationFormat } from '../../src/model/feed-formats.ts';
import type { Tombstone } from '../../src/model/tombstone.ts';
import { renderFeed } from '../../src/render/render-feed.ts';
import { validateAtom } from '../conformance/atom-validator.ts';
import { validateJsonFeed } from '../conformance/json-feed-validator.ts';
import { validateRss } from '../conformance/rss-validator.ts';
import { childrenOf, parseXml } from '../conformance/xml-tree.ts';
import { article, documentOf, idOf } from './newsroom.ts';

const validators = { rss: validateRss, atom: validateAtom, json: validateJsonFeed };
const TOMBSTONES = 'http://purl.org/atompub/tombstones/1.0';

const tombstones: readonly Tombstone[] = [
  { id: idOf(7), at: Date.UTC(2026, 10, 23, 10), reason: 'Two quotations could not be confirmed & <were> invented.' },
  { id: idOf(8), at: Date.UTC(2026, 10, 22, 10) },
];
const render = (format: SyndicationFormat, shown = tombstones) =>
  renderFeed(format, documentOf([article(1)], {}, { tombstones: shown })).text;

function deletedEntries(text: string): readonly (readonly (string | undefined)[])[] {
  const root = parseXml(text);
  const [channel = root] = childrenOf(root, '', 'channel');
  return childrenOf(channel, TOMBSTONES, 'deleted-entry').map(({ attributes, children }) => [
    attributes.get('ref'),
    attributes.get('when'),
    ...children.map((child) => child.text),
  ]);
}

test.each(['atom', 'rss'] as const)('%s has deleted entries with date and reason (RFC 6721)', (format) => {
  expect(deletedEntries(render(format))).toEqual([
    [`urn:uuid:${idOf(7)}`, '2026-11-23T10:00:00Z', 'Two quotations could not be confirmed & <were> invented.'],
    [`urn:uuid:${idOf(8)}`, '2026-11-22T10:00:00Z'],
  ]);
});

test('JSON Feed has them in its extension', () => {
  expect(JSON.parse(render('json'))._tidings.withdrawn).toEqual([
    {
      id: `urn:uuid:${idOf(7)}`,
      date: '2026-11-23T10:00:00Z',
      reason: 'Two quotations could not be confirmed & <were> invented.',
    },
    { id: `urn:uuid:${idOf(8)}`, date: '2026-11-22T10:00:00Z' },
  ]);
});

describe.each(SYNDICATION_FORMATS)('%s', (format) => {
  test('is valid with tombstones, also without items', () => {
    expect(validators[format](render(format))).toEqual([]);
    expect(validators[format](renderFeed(format, documentOf([], {}, { tombstones })).text)).toEqual([]);
  });

  test('has no tombstone elements without tombstones', () => {
    expect(render(format, [])).not.toMatch(/tombstones|withdrawn/);
  });

  test('has no tombstone for an article that it shows, or with an invalid date', () => {
    const gone = [
      { id: idOf(1), at: 0 },
      { id: idOf(9), at: Number.NaN },
    ];
    expect(render(format, gone)).toBe(render(format, []));
  });

  test('is valid for any reason', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (reason) => {
        expect(validators[format](render(format, [{ id: idOf(7), at: 0, reason }]))).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});

test('a tombstone updates a feed without another date', () => {
  expect(documentOf([], {}, { tombstones }).updated).toBe(Date.UTC(2026, 10, 23, 10));
});
