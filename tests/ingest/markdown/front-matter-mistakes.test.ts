import { describe, expect, test } from '@jest/globals';
import { problemsOf, readText } from './read-text.ts';

const DATE = 'date: 2026-11-20';
const NONE = 'without them';

/** Front matter, and its problems without the name of the file. Lines count from 2. */
const MISTAKES: readonly (readonly [matter: string, ...problems: string[]])[] = [
  // Colons and quotation marks
  [
    `title: Pope: a visit\n${DATE}`,
    `2: title: expected quotation marks: title: "Pope: a visit", got a text with a colon, ${NONE}`,
  ],
  [`title: Visit:\n${DATE}`, `2: title: expected quotation marks: title: "Visit:", got a text with a colon, ${NONE}`],
  [
    `title: 🎉 Feast: now\n${DATE}`,
    `2: title: expected quotation marks: title: "🎉 Feast: now", got a text with a colon, ${NONE}`,
  ],
  [
    `title: Rome: "it's here"\n${DATE}`,
    `2: title: expected quotation marks: title: 'Rome: "it''s here"', got a text with a colon, ${NONE}`,
  ],
  [`title: “Pope: a visit”\n${DATE}`, '2: title: expected quotation marks: title: "Pope: a visit", got curly ones'],
  [`title: "A\n${DATE}`, '2: title: expected a quotation mark at the end: title: "A", got none'],
  [
    `title: 'Tis the season\n${DATE}`,
    `2: title: expected a quotation mark (') at the end: title: "'Tis the season", got none`,
  ],
  [`title: 'It's here'\n${DATE}`, `2: title: expected other quotation marks: title: "It's here", got ' inside them`],
  [
    `title: "He said "no" today"\n${DATE}`,
    `2: title: expected other quotation marks: title: 'He said "no" today', got " inside them`,
  ],
  [
    `title: "Pope" in "Rome"\n${DATE}`,
    `2: title: expected quotation marks around the whole text: title: '"Pope" in "Rome"', got text after them`,
  ],
  [
    `title: "C:\\path"\n${DATE}`,
    `2: title: expected single quotation marks: title: 'C:\\path', got a "\\" in double quotation marks`,
  ],
  [`title: 2026\n${DATE}`, '2: title: expected text, in quotation marks, got 2026'],
  // Special characters
  ...['@home', '%x', '*star', '&Co opens', '!now', '`x`', '> Pope', '| Pope', ', x', '] x', '- x', '? x', '#metoo'].map(
    (title) =>
      [
        `title: ${title}\n${DATE}`,
        `2: title: expected quotation marks: title: "${title}", got a text that begins with "${title[0]}"`,
      ] as const,
  ),
  [
    `title: [Update] Pope\n${DATE}`,
    '2: title: expected quotation marks: title: "[Update] Pope", got a text that begins with "["',
  ],
  [
    `title: Psalm #23\n${DATE}`,
    `2: title: expected quotation marks: title: "Psalm #23", got a text with " #", ${NONE}`,
  ],
  [
    `title: A\n${DATE}\nsummary: A long\n  text #that`,
    `5: summary: expected quotation marks around the text, got a text with " #", ${NONE}`,
  ],
  [
    `title: A\n${DATE}\nsummary: A long\n  text that: goes on`,
    `5: text that: expected quotation marks around the text, got a text with a colon, ${NONE}`,
  ],
  // Spaces and colons
  [`title:Pope\n${DATE}`, '2: title: expected a colon and a space: title: Pope, got no space'],
  [`title:\u00A0Pope\n${DATE}`, '2: title: expected a colon and a space: title: Pope, got another kind of space'],
  [`title：Pope\n${DATE}`, '2: title: expected a colon and a space: title: Pope, got another kind of colon'],
  [
    `title Pope\n${DATE}`,
    '2: expected a field and a colon, such as title: …, or "---" above the text, got "title Pope"',
  ],
  [`\ttitle: A\n${DATE}`, '2: title: expected spaces at the beginning of the line, got a tab'],
  [` title: A\n${DATE}`, '2: title: expected no spaces at the beginning of the line, got 1'],
  [`title: A\n  ${DATE}`, '3: date: expected no spaces at the beginning of the line, got 2'],
  // Lists
  [`title: A\n${DATE}\nauthors:\n\t- Ann`, '5: expected spaces at the beginning of the line, got a tab'],
  [
    `title: A\n${DATE}\ntags:\n  -water\n  -wells`,
    '5: tags: expected a hyphen and a space: - water, got no space',
    '6: tags: expected a hyphen and a space: - wells, got no space',
  ],
  [
    `title: A\n${DATE}\nauthors:\n  - Ann\n  -name: Ben\n    role: editor`,
    '6: authors: expected a hyphen and a space: - name: Ben, got no space',
  ],
  [`title: A\n${DATE}\ntags:\n  • water`, '5: tags: expected a hyphen and a space: - water, got "•"'],
  [`title: A\n${DATE}\ntags:\n  - a\n - b`, '6: expected 2 spaces at the beginning of the line, got 1'],
  [`title: A\n${DATE}\ntags:\n- a\n  - b`, '6: expected no spaces at the beginning of the line, got 2'],
  [
    `title: A\n${DATE}\nauthors:\n  - name: x\n   role: y`,
    '6: role: expected 4 spaces at the beginning of the line, got 3',
  ],
  [`title: A\n${DATE}\ntags: [a, b`, '4: tags: expected "]" at the end: tags: [a, b], got none'],
  [`title: A\n${DATE}\ntags: [#a, @b, c]`, '4: tags: expected quotation marks: tags: ["#a", "@b", c], got none'],
  [
    `title: A\n${DATE}\nauthors:\n  Ann Lee\n  Ben Ross\n  Eva`,
    ...[
      '5: expected a hyphen and a space: - Ann Lee, got none',
      '6: authors: expected a hyphen and a space: - Ben Ross, got none',
      '7: authors: expected a hyphen and a space: - Eva, got none',
    ],
  ],
  // Fields and fences
  [`${DATE}\ntitle: ${'x'.repeat(501)}`, '3: title: expected text of at most 500 characters, got 501'],
  [`title: A\n${DATE}\ntitle: B`, '4: title: expected each field once, got it again, after line 2'],
  [
    `title: A\n${DATE}\n\nHe said hello.\n\nMore text.`,
    '5: expected a field and a colon, such as title: …, or "---" above the text, got "He said hello."',
  ],
  [
    `title: A\n${DATE}\nimage:\nfile: a.jpg`,
    '5: file: expected a known field (did you mean file below image, with two spaces before it?), got "file"',
  ],
  [`titel: A\n${DATE}`, '2: titel: expected a known field (did you mean title?), got "titel"'],
  [`title: A\n${DATE}\ncorrection:\n  - Wrong.`, '4: correction: expected text, or text and at, got ["Wrong."]'],
  // Several at once
  [
    `title: Pope: a visit\ndate: yesterday\ntags: [a\nauthor: x`,
    `2: title: expected quotation marks: title: "Pope: a visit", got a text with a colon, ${NONE}`,
    '3: date: expected a date such as 2026-11-20T08:15:00Z, 2026-11-20 or -2d6h, got "yesterday"',
    '4: tags: expected "]" at the end: tags: [a], got none',
    '5: author: expected a known field (did you mean authors?), got "author"',
  ],
];

describe('a mistake in front matter', () => {
  test.each(MISTAKES)(
    'is told in the words of an editor, with the line as it should be: %j',
    async (matter, ...problems) => {
      const expected = problems.map((problem) => `articles/a.md:${problem}`);
      expect(await problemsOf(`---\n${matter}\n---\n\nText.\n`)).toEqual(expected);
      // A byte order mark, the line ends of Windows and those of old Macs change nothing.
      for (const end of ['\r\n', '\r']) {
        expect(await problemsOf(`\uFEFF---\n${matter}\n---\n\nText.\n`.replaceAll('\n', end))).toEqual(expected);
      }
    },
  );

  test.each([
    ['----\ntitle: A\n---\n', '1: expected front matter', 'got "----"'],
    ['—\ntitle: A\n---\n', '1: expected front matter', 'got "—"'],
    ['+++\ntitle = "A"\n+++\n', '1: expected front matter', 'got "+++"'],
    [' ---\ntitle: A\n---\n', '1: expected front matter', 'got " ---"'],
    ['\n---\ntitle: A\n---\n', '1: expected front matter', 'got an empty line'],
    ['title: A\ndate: -1h\n---\n', '1: expected front matter', 'got a field'],
    ['password: secret\n', '1: expected front matter', 'got another first line'],
    ['---\ntitle: A\n----\n\nText.', '3: expected a line "---" that ends the front matter', 'got "----"'],
    ['---\ntitle: A\n—-\n\nText.', '3: expected a line "---" that ends the front matter', 'got "—-"'],
    ['---\ntitle: A\n\nText.', '4: expected a line "---" that ends the front matter', 'got the end of the file'],
  ])('names the line that should be "---": %j', async (text, expected, got) => {
    const [problem, ...others] = await problemsOf(text);
    expect(problem).toContain(`articles/a.md:${expected}`);
    expect(problem?.endsWith(got)).toBe(true);
    expect(others).toEqual([]);
  });

  test.each([
    `title: Psalm # a comment\n${DATE} # fine`,
    `title: "A: #b" # fine\n${DATE}`,
    `title: >\n  Pope: "x\n  #a @b\n${DATE}`,
    `title: A\n${DATE}\nsummary: "Long\n  and: #longer"`,
    `title: &t A\n${DATE}\nsummary: *t`,
    `# metoo\n#metoo\ntitle: C#\n${DATE}`,
    `title: A\n${DATE}\nsummary: "He said \\"no\\"\n  and: #longer" # a note\nlicence: 'It''s\n  free: #all'`,
    `"title": >\n  Pope: #one\n${DATE}\nauthors: #all\n  - "name": Ann`,
    `title: A\n${DATE}\nsummary: Rome is old\n  – and new.\nlicence:\n  • free`,
    `{ title: A, date: 2026-11-20,\n  authors: [ – Ann,\n    • Ben ] }`,
    `title: A\n${DATE}\ntags:\n  water, wells,\n  villages`,
    `title: A\n${DATE}\nauthors:\n  - &ann\n    name: Ann`,
  ])('is not seen in YAML that keeps all text: %j', async (matter) => {
    expect(await problemsOf(`---\n${matter}\n---\n\nText.\n`)).toEqual([]);
  });
});

describe('a link in the text', () => {
  test.each([
    ['[a](/about)', '"/about"', 'an address that begins with https://, http:// or mailto:'],
    ['[a](../b.md)', '"../b.md"', 'an address that begins with https://, http:// or mailto:'],
    ['[a](two words.md)', undefined, ''],
    ['[a](<two words.md>)', '"two%20words.md"', 'an address that begins with https://, http:// or mailto:'],
    ['[a](#well)', '"#well"', 'an address that begins with https://, http:// or mailto: (headings have none)'],
    ['[a](tel:+441632960120)', '"tel:+441632960120"', 'an address that begins with https://, http:// or mailto:'],
    ['[a](desk@news.example)', '"desk@news.example"', 'mailto:desk@news.example'],
    ['[a](example.org/b)', '"example.org/b"', 'https://example.org/b'],
    ['<a href="/c">a</a>', '"/c"', 'an address that begins with https://, http:// or mailto:'],
    ['[a][1]\n\n[1]: /d', '"/d"', 'an address that begins with https://, http:// or mailto:'],
    ['![a](data:image/png;base64,AA)', '"data:image/png;base64,AA"', 'a file, or an address that begins with https://'],
    ['[a](https://x.example) [b](mailto:a@x.example) [c](//x.example/y) [d](www.x.example/z)', undefined, ''],
    ['<a name="top"></a>Text and `[a](/b)`', undefined, ''],
  ])('that leads nowhere is reported with its line: %s', async (text, got, expected) => {
    const problems = await problemsOf(`---\ntitle: A\n${DATE}\n---\n\nText.\n\n${text}\n`);
    const line = text.includes('[1]:') ? 10 : 8;
    expect(problems).toEqual(got === undefined ? [] : [`articles/a.md:${line}: expected ${expected}, got ${got}`]);
  });

  test('is relative to the canonical address, except without its https://', async () => {
    const text = `---\ntitle: A\n${DATE}\ncanonical: https://news.example/a/b\n---\n\n[a](/c) [b](../d) [e](www.x.example/f)\n`;
    const { draft, problems } = await readText(text);
    expect(problems).toEqual([]);
    expect(draft?.contentHtml).toBe(
      '<p><a href="https://news.example/c">a</a> <a href="https://news.example/d">b</a> <a href="https://www.x.example/f">e</a></p>',
    );
  });
});
