import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { formatProblem } from '../../src/model/problem.ts';
import { parseYaml } from '../../src/model/yaml-document.ts';

const schema = z.strictObject({
  title: z.string('a line of text'),
  count: z.int('a whole number').exactOptional(),
  kind: z.enum(['full', 'summary']).exactOptional(),
  list: z.array(z.strictObject({ name: z.string() })).exactOptional(),
});

describe('a YAML document', () => {
  test('gives its value', () => {
    expect(parseYaml({ file: 'a.yaml', text: 'title: A\ncount: 3' }, schema)).toEqual({
      kind: 'valid',
      value: { title: 'A', count: 3 },
    });
  });

  test.each([
    ['count: many\ntitle: A', ['a.yaml:1: count: expected a whole number, got "many"']],
    ['count: 1', ['a.yaml:1: title: expected a line of text, got nothing']],
    ['', ['a.yaml:1: title: expected a line of text, got nothing']],
    [
      'title: A\nlist:\n  - name: B\n  - name: 4\n    extra: 5',
      [
        'a.yaml:4: list[1].name: expected a value of type string, got 4',
        'a.yaml:5: list[1].extra: expected a known field, got "extra"',
      ],
    ],
    ['title: A\nkind: some', ['a.yaml:2: kind: expected one of full, summary, got "some"']],
    [
      'title: *nobody',
      ['a.yaml:1: title: expected quotation marks: title: "*nobody", got a text that begins with "*"'],
    ],
    [
      'list: [a\ntitle: A',
      ['a.yaml:1: list: expected "]" at the end: list: [a], got none', 'a.yaml:1: list[0]: expected'],
    ],
    [
      'title: A\ntitle: B\ncount: 0.5',
      ['a.yaml:2: title: expected each field once, got it again, after line 1', ':3: count:'],
    ],
  ])('names file, line, field, expected and found values: %j', (text, messages) => {
    const parsed = parseYaml({ file: 'a.yaml', text }, schema);
    const formatted = parsed.kind === 'invalid' ? parsed.problems.map(formatProblem) : [];
    expect(formatted).toHaveLength(messages.length);
    for (const [index, message] of messages.entries()) expect(formatted[index]).toContain(message);
  });

  test('counts lines from the start of the file, and names a malformed line', () => {
    const parsed = parseYaml({ file: 'a.md', text: 'title: A\ncount: [1', firstLine: 2 }, schema);
    expect(parsed.kind === 'invalid' && parsed.problems.map(({ line, field }) => [line, field])).toEqual([
      [3, 'count'],
      [3, 'count'],
    ]);
  });
});
