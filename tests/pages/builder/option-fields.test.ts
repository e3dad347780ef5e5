import { expect, test } from '@jest/globals';
import { FIRST_FIELDS, MORE_FIELDS } from '../../../src/pages/builder/option-fields.ts';
import { OPTIONS } from '../../../widget/contract/options.ts';

test('the form has one field for each option of the widget', () => {
  const names = [...FIRST_FIELDS, ...MORE_FIELDS.flatMap((group) => group.names)];
  expect(names.toSorted()).toEqual(Object.keys(OPTIONS).toSorted());
});
