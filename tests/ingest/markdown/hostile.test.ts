import { describe, expect, test } from '@jest/globals';
import { problemsOf, readText } from './read-text.ts';

const article = (body: string, fields = '') => `---\ntitle: Well\ndate: -3h\n${fields}---\n${body}\n`;
const table = (columns: number, rows: number) =>
  `|${'a|'.repeat(columns)}\n|${'-|'.repeat(columns)}\n${'|b\n'.repeat(rows)}`;
const MARKS = 'expected paragraphs with fewer marks such as *, [, ! and |, got too many in one paragraph';
const CELLS = 'expected tables with at most 50000 cells together, got more';

describe('Markdown that would take seconds or fill the memory is refused', () => {
  test.each([
    ['a table with few characters and many cells', table(5000, 5000), CELLS],
    ['a very long text', 'The bell.\n\n'.repeat(200_000), 'expected a text of at most 2000000 characters, got 2200001'],
    ['many tables', `${table(200, 200)}\n\n`.repeat(2), CELLS],
    ['a table in a quotation', table(500, 500).replaceAll(/^/gm, '> '), CELLS],
    ['a table in a list', table(500, 500).replaceAll(/^/gm, '  ').replace('  ', '- '), CELLS],
    ['a long e-mail address', `${'a'.repeat(100_000)}@`, MARKS],
    ['a long e-mail address in a sentence', `Write to ${'a.-'.repeat(40_000)}@b.example today.`, MARKS],
    ['an address with many brackets behind it', `http://a.b/${')'.repeat(100_000)}`, MARKS],
    ['a quotation of which every second line has no mark', '> a\nb\n'.repeat(60_000), MARKS],
    ['exclamation marks', '!'.repeat(100_000), MARKS],
    ['deleted words', 'a ~~'.repeat(30_000), MARKS],
    ['links that do not end', '](~1\t'.repeat(20_000), MARKS],
    ['addresses', 'www.'.repeat(30_000), MARKS],
    ['backslashes', '\\'.repeat(100_000), MARKS],
    ['the beginnings of tags', '<a '.repeat(40_000), MARKS],
    ['heads of tables that are none', 'a|\n-|-\n'.repeat(20_000), MARKS],
    ['one item of a list with many lines', `- a\n${'b c d\n'.repeat(20_000)}`, MARKS],
    ['definitions of links', '[a]: x\n'.repeat(20_000), MARKS],
  ])('%s', async (_what, body, problem) => {
    expect(await problemsOf(article(body))).toEqual([expect.stringMatching(/^articles\/a\.md:\d+: /)]);
    expect((await problemsOf(article(body)))[0]).toContain(problem);
  });

  test.each([
    ['a long list', '- Some name of a person\n'.repeat(3000)],
    ['a long poem', 'The rope came up wet,\n'.repeat(3000)],
    ['a long chapter', 'The *bell* of the [harbour](http://a.example/b) rang! (Twice.)\n\n'.repeat(3000)],
    ['a large table', table(10, 2000)],
    ['an embedded image', `![A well](data:image/png;base64,${'iVBORw0KGgo'.repeat(50_000)})\n\nThe rope.`],
    ['a large embedded image', `![A well](data:image/png;base64,${'iVBORw0KGgo'.repeat(250_000)})\n\nThe rope.`],
    ['a long block of code', `\`\`\`\n${'{"a": ["b!", "*c*"]},\n'.repeat(3000)}\`\`\``],
  ])('but not %s', async (_what, body) => {
    expect((await readText(article(body))).draft).toBeDefined();
  });

  test('a text whose HTML is too long is refused', async () => {
    const [problem] = await problemsOf(article(`${'The rope came up wet. '.repeat(10)}\n\n`.repeat(5000)));
    expect(problem).toMatch(/expected a text of at most 1000000 characters as HTML, got 11\d{5}$/);
  });
});

describe('front matter', () => {
  test('with many unknown fields lists the first problems and counts the others', async () => {
    const fields = Array.from({ length: 4000 }, (_, nth) => `k${nth}: 1\n`).join('');
    const problems = await problemsOf(article('Text', fields));
    expect(problems).toHaveLength(21);
    expect(problems.at(-1)).toContain('expected no other problem, got 3980 more');
  });

  test('with many mistakes of YAML lists the first ones', async () => {
    expect((await problemsOf(article('Text', '}\n'.repeat(2000)))).length).toBeLessThanOrEqual(21);
  });

  test.each([
    ['that is too long', 'a'.repeat(60_000), 'expected front matter of at most 50000 characters, got 600'],
    ['that contains itself', 'tags: &t [*t]', 'quotation marks'],
    ['that nests without end', '? '.repeat(20_000), 'expected YAML that nests less deeply, got too many levels'],
  ])('%s is refused', async (_what, fields, problem) => {
    expect((await problemsOf(article('Text', `${fields}\n`)))[0]).toContain(problem);
  });
});
