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
  return childrenOf(parseXml(text), TOMBSTONES, 'deleted-entry').map(({ attributes, children }) => [
    attributes.get('ref'),
    attributes.get('when'),
    ...children.map((child) => child.text),
  ]);
}

test('Atom says what was withdrawn, when and why (RFC 6721)', () => {
  expect(deletedEntries(render('atom'))).toEqual([
    [`urn:uuid:${idOf(7)}`, '2026-11-23T10:00:00Z', 'Two quotations could not be confirmed & <were> invented.'],
    [`urn:uuid:${idOf(8)}`, '2026-11-22T10:00:00Z'],
  ]);
});

test('JSON Feed says it in its extension', () => {
  expect(JSON.parse(render('json'))._tidings.withdrawn).toEqual([
    {
      id: `urn:uuid:${idOf(7)}`,
      date: '2026-11-23T10:00:00Z',
      reason: 'Two quotations could not be confirmed & <were> invented.',
    },
    { id: `urn:uuid:${idOf(8)}`, date: '2026-11-22T10:00:00Z' },
  ]);
});

test('RSS has no word for it and shows nothing', () => {
  expect(render('rss')).not.toMatch(/quotations|000000000007/);
});

describe.each(SYNDICATION_FORMATS)('%s', (format) => {
  test('is valid with withdrawals, also where nothing else is left', () => {
    expect(validators[format](render(format))).toEqual([]);
    expect(validators[format](renderFeed(format, documentOf([], {}, { tombstones })).text)).toEqual([]);
  });

  test('says nothing of withdrawals where there are none', () => {
    expect(render(format, [])).not.toMatch(/tombstones|withdrawn/);
  });

  test('does not call withdrawn what it shows, or what has no date', () => {
    const gone = [
      { id: idOf(1), at: 0 },
      { id: idOf(9), at: Number.NaN },
    ];
    expect(render(format, gone)).toBe(render(format, []));
  });

  test('is valid whatever the reason', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (reason) => {
        expect(validators[format](render(format, [{ id: idOf(7), at: 0, reason }]))).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});

test('a withdrawal is a change of a feed whose window does not date it', () => {
  expect(documentOf([], {}, { tombstones }).updated).toBe(Date.UTC(2026, 10, 23, 10));
});
