import { expect, test } from '@jest/globals';
import { openFaultLog } from '../../src/model/fault-log.ts';

test('a fault that is not tried again is over when it is not met any more', () => {
  let now = 0;
  const lines: string[] = [];
  const write = (_fields: object, message: string) => void lines.push(message);
  const faults = openFaultLog({ info: write, error: write }, () => now);
  faults.failed('pages cannot be read', new Error('It is damaged.'), 1_000);
  now = 999;
  expect(faults.list()).toHaveLength(1);
  now = 1_000;
  expect(faults.list()).toEqual([]);
  expect(lines).toEqual([
    'pages cannot be read: It is damaged; it is tried again',
    'pages cannot be read: this is over after 1 s',
  ]);
});

test('a fault is logged when it begins, once for each reason, every ten minutes, and when it is over', () => {
  let now = 0;
  const lines: string[] = [];
  const write = (_fields: object, message: string) => void lines.push(`${now / 1000} ${message}`);
  const faults = openFaultLog({ info: write, error: write }, () => now);
  faults.succeeded('articles cannot be saved');
  for (; now < 1_300_000; now += 10_000) {
    faults.failed(
      'articles cannot be saved',
      new Error(now < 40_000 && now % 20_000 === 0 ? 'The disk is full.' : 'It is locked.'),
    );
  }
  expect(faults.list()).toEqual([{ task: 'articles cannot be saved', reason: 'It is locked', since: 0 }]);
  faults.succeeded('articles cannot be saved');
  faults.succeeded('articles cannot be saved');
  expect(faults.list()).toEqual([]);
  expect(lines).toEqual([
    '0 articles cannot be saved: The disk is full; it is tried again',
    '10 articles cannot be saved: It is locked; it is tried again',
    '610 articles cannot be saved: It is locked; it is tried again',
    '1210 articles cannot be saved: It is locked; it is tried again',
    '1300 articles cannot be saved: this is over after 1300 s',
  ]);
});
