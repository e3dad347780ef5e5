import { expect, test } from '@jest/globals';
import { FINDING_KINDS, SEVERITY_LABELS } from '../../src/model/page-report.ts';
import { codesIn, namesIn, readGuide } from './markdown-tables.ts';

test('the guide to the page check lists every severity and every kind of finding', async () => {
  const guide = await readGuide('check-page.md');
  expect(namesIn(guide.table('severity')).toSorted()).toEqual(Object.keys(SEVERITY_LABELS).toSorted());
  const kinds = guide.table('what was found').flatMap((row) => codesIn(row.get('kinds') ?? ''));
  expect(kinds.toSorted()).toEqual([...FINDING_KINDS].toSorted());
});
