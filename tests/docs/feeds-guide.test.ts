import path from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { feedSchema } from '../../src/catalog/feed-schema.ts';
import { RESERVED_FEED_IDS } from '../../src/catalog/load-catalog.ts';
import { loadMoves } from '../../src/catalog/load-moves.ts';
import { IGNORED_PARAMETERS } from '../../src/catalog/unknown-parameters.ts';
import { EMPTY_SELECTION } from '../../src/model/feed-definition.ts';
import { parseYaml } from '../../src/model/yaml-document.ts';
import { renderJsonFeed } from '../../src/render/json-feed.ts';
import { makeFeedsFolder } from '../catalog/feeds-folder.ts';
import { documentOf, idOf, imageArticle } from '../render/newsroom.ts';
import { codesIn, type Guide, namesIn, readGuide } from './markdown-tables.ts';
import { listFields } from './schema-fields.ts';

let guide: Guide;

beforeAll(async () => {
  guide = await readGuide('feeds.md');
});

describe('the guide to feeds', () => {
  test('lists every field of a definition and no other, and those of a selection', () => {
    expect(namesIn(guide.table('field')).toSorted()).toEqual(listFields(feedSchema, ['image', 'podcast']).toSorted());
    expect(namesIn(guide.table('field', 1))).toEqual(Object.keys(EMPTY_SELECTION));
  });

  test('marks the required fields, and gives the defaults of the others', () => {
    const rows = guide.table('field');
    const required = rows.filter((row) => row.get('left out') === 'required');
    expect(namesIn(required)).toEqual(feedSchema.safeParse({}).error?.issues.map(({ path: [field] }) => field));
    const least = feedSchema.parse({ title: 'A feed', description: 'What is in it' });
    for (const field of ['language', 'count', 'content'] as const) {
      const [row] = rows.filter((candidate) => candidate.get('field') === `\`${field}\``);
      expect([field, codesIn(row?.get('left out') ?? '')]).toEqual([field, [String(least[field])]]);
    }
  });

  test('shows a valid definition with every field', () => {
    const parsed = parseYaml({ file: 'example.yaml', text: guide.code('yaml') }, feedSchema);
    expect(parsed).toMatchObject({ kind: 'valid' });
    const used = Object.keys(parsed.kind === 'valid' ? parsed.value : {});
    expect(used.toSorted()).toEqual(listFields(feedSchema).toSorted());
  });

  test('shows how to rename a feed', async () => {
    const folder = await makeFeedsFolder({ 'moved.yaml': guide.code('yaml', 1) });
    expect(await loadMoves(path.join(folder.path, 'moved.yaml'))).toEqual({
      kind: 'valid',
      value: new Map([
        ['world', 'top'],
        ['category/mid-east', 'category/middle-east'],
      ]),
    });
    await folder.remove();
  });

  test('lists every member of the extension of JSON Feed, and where it is', () => {
    const everything = {
      ...imageArticle,
      byline: [{ name: 'Harbour Wire', kind: 'organization' as const, role: 'agency' }],
    };
    const rights = { copyright: 'Ours', licence: 'https://creativecommons.org/licenses/by/4.0/' };
    const tombstones = [{ id: idOf(9), at: 0, reason: 'Untrue.' }];
    const document = documentOf([everything], rights, { archive: { pages: 3, page: 2 }, tombstones });
    const feed = JSON.parse(renderJsonFeed(document).text);
    const [item] = feed.items;
    const found = Object.entries({ feed, item, author: item.authors[0] }).flatMap(([owner, { _tidings }]) =>
      Object.entries(_tidings).map(([member, value]) => ({ member, owner, names: namesOfMembers(value) })),
    );
    const rows = guide.table('member');
    const listed = rows.map((row) => [
      row.get('member')?.replaceAll('`', ''),
      row.get('of')?.split(', only')[0]?.split(', '),
    ]);
    const owners = Map.groupBy(found, ({ member }) => member);
    expect(Object.fromEntries(listed)).toEqual(
      Object.fromEntries([...owners].map(([member, entries]) => [member, entries.map(({ owner }) => owner)])),
    );
    for (const { member, names } of found) {
      const row = rows.find((candidate) => candidate.get('member') === `\`${member}\``);
      expect([member, codesIn(row?.get('what it has') ?? '')]).toEqual([member, expect.arrayContaining([...names])]);
    }
  });

  test('lists the names that cannot be ids', () => {
    const sentence = guide.text.split('\n').find((line) => line.startsWith('These names are used')) ?? '';
    expect(codesIn(sentence)).toEqual([...RESERVED_FEED_IDS]);
  });

  test('lists the parameters that the query of a custom feed ignores', () => {
    const sentence = guide.text.split('\n').find((line) => line.startsWith('These parameters are ignored')) ?? '';
    expect(codesIn(sentence)).toEqual(IGNORED_PARAMETERS);
  });
});

/** The names of the members of an object, of its objects, and of those in a list. */
function namesOfMembers(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(namesOfMembers);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [name, ...namesOfMembers(inner)]);
}
