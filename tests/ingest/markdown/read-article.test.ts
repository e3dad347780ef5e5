import { readdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { formatProblem } from '../../../src/model/problem.ts';
import { EPOCH, problemsOf, readText, SOURCE } from './read-text.ts';

const GOLDEN = join(import.meta.dirname, 'golden');

const article = (fields: string, body = 'The rope came up wet.') =>
  `---\ntitle: Well\ndate: -3h\n${fields}\n---\n${body}\n`;
const bare = (fields: string) => `---\n${fields}\n---\nText.\n`;

describe('Markdown articles become drafts (golden files)', () => {
  test.each(readdirSync(GOLDEN).filter((name) => name.endsWith('.md')))('%s', async (name) => {
    const reading = await readText(await readFile(join(GOLDEN, name), 'utf8'));
    const json = `${JSON.stringify(reading, null, 2)}\n`;
    const expected = join(GOLDEN, name.replace(/\.md$/, '.json'));
    if (process.env.UPDATE_GOLDEN === '1') await writeFile(expected, json);
    expect(json).toBe(await readFile(expected, 'utf8'));
  });
});

describe('front matter', () => {
  test('leaves out what the file leaves out', async () => {
    expect((await readText(article(''))).draft).toEqual({
      sourceId: 'newsroom',
      externalId: 'a.md',
      title: 'Well',
      summary: 'The rope came up wet.',
      contentHtml: '<p>The rope came up wet.</p>',
      slug: 'well',
      byline: [],
      categories: [{ slug: 'world', label: 'World' }],
      tags: [],
      language: 'en',
      state: 'published',
      publishedAt: EPOCH - 3 * 3_600_000,
    });
  });

  test('reads the same bytes as the same draft', async () => {
    const text = article('correction: { text: It was Tuesday., at: -1h }\nembargo: +1d');
    expect(await readText(text)).toEqual(await readText(text));
  });

  test('dates an article under embargo by the later of its date and its embargo', async () => {
    const before = await readText(bare('title: Well\ndate: 2026-11-20\nembargo: 2026-11-21'));
    const after = await readText(bare('title: Well\ndate: 2026-11-22\nembargo: 2026-11-21'));
    expect([before.draft?.publishedAt, after.draft?.publishedAt]).toEqual([
      Date.parse('2026-11-21T00:00:00Z'),
      Date.parse('2026-11-22T00:00:00Z'),
    ]);
  });

  test('with audio needs no text', async () => {
    const { draft, problems } = await readText(
      '---\ntitle: Well\ndate: -1h\naudio: { url: "https://e.org/a.mp3", type: audio/mpeg }\n---\n',
    );
    expect([draft?.contentHtml, draft?.audio?.type, problems]).toEqual(['', 'audio/mpeg', []]);
  });

  test('takes an organisation as an author', async () => {
    const { draft } = await readText(
      bare('title: Well\ndate: -1h\nauthors:\n  - { name: The Associated Press, kind: organization }'),
    );
    expect(draft?.byline).toEqual([{ name: 'The Associated Press', kind: 'organization' }]);
  });

  test('splits an author at the first comma of any script', async () => {
    const { draft } = await readText(
      article('authors:\n  - Ann Lee, Rome, Italy\n  - سارة، مراسلة\n  - { name: "Smith, Jr." }'),
    );
    expect(draft?.byline).toEqual([
      { name: 'Ann Lee', role: 'Rome, Italy' },
      { name: 'سارة', role: 'مراسلة' },
      { name: 'Smith, Jr.' },
    ]);
  });

  test('splits one text into tags, categories and authors', async () => {
    const { draft } = await readText(
      article(
        'tags: water, wells,\ncategories: Israel، Middle East\nauthors: Ann Lee, Rome correspondent and Ben Ross',
      ),
    );
    expect(draft?.tags.map(({ label }) => label)).toEqual(['water', 'wells']);
    expect(draft?.categories.map(({ label }) => label)).toEqual(['Israel', 'Middle East']);
    expect(draft?.byline).toEqual([{ name: 'Ann Lee', role: 'Rome correspondent' }, { name: 'Ben Ross' }]);
  });

  test.each([
    ['tags: 2026', { tags: [{ slug: '2026', label: '2026' }] }],
    ['categories: Middle East', { categories: [{ slug: 'middle-east', label: 'Middle East' }] }],
    ['authors: Ann', { byline: [{ name: 'Ann' }] }],
    ['authors: By Ann Lee & Ben Ross', { byline: [{ name: 'Ann Lee' }, { name: 'Ben Ross' }] }],
    ['authors: jane doe, reporter', { byline: [{ name: 'jane doe', role: 'reporter' }] }],
  ])('accepts %s', async (field, expected) => {
    expect((await readText(article(field))).draft).toMatchObject(expected);
  });

  test('empty fields count as left out', async () => {
    const optional =
      'id slug authors dateline categories tags updated summary image audio language canonical licence correction retraction';
    const bareDraft = (await readText(article(''))).draft;
    for (const empty of ['', ' ""']) {
      const fields = optional.split(' ').map((field) => `${field}:${empty}`);
      expect((await readText(article(fields.join('\n')))).draft).toEqual(bareDraft);
    }
    const { draft } = await readText(article('image: { file:, url: "https://x.example/a.jpg", alt: "", credit: "" }'));
    expect(draft?.image).toEqual({ url: 'https://x.example/a.jpg', alt: '' });
  });

  test('the id in front matter identifies the article, also a number', async () => {
    expect((await readText(article('id: "  the-well  "'))).draft?.externalId).toBe('the-well');
    expect((await readText(article('id: 4711'))).draft?.externalId).toBe('4711');
  });

  test.each([
    ['author: Ann', 'authors'],
    ['by: Ann', 'authors'],
    ['published: 2026-11-20', 'date or state'],
    ['publishDate: 2026-11-20', 'date or embargo'],
    ['pub_date: 2026-11-20', 'date'],
    ['category: World', 'categories'],
    ['keywords: a', 'tags'],
    ['description: A', 'summary'],
    ['subtitle: A', 'summary'],
    ['draft: true', 'state: draft'],
    ['draft:', 'state: draft'],
    ['draft: false', 'to leave it out'],
    ['private: no', 'to leave it out'],
    ['permalink: /a', 'slug or canonical'],
    ['lang: en', 'language'],
    ['lastmod: 2026-11-20', 'updated'],
    ['cover: a.jpg', 'image'],
    ['thumbnail: a.jpg', 'image'],
    ['featured_image: a.jpg', 'image'],
    ['license: CC0', 'licence'],
    ['headline: A', 'title'],
    ['embargo-until: 2026-11-20', 'embargo'],
    ['guid: a', 'id'],
    ['titel: A', 'title'],
    ['catgeories: A', 'categories'],
    ['Tags: A', 'tags'],
    ['sumary: A', 'summary'],
    ['image: { src: a.jpg, alt: A }', 'file or url'],
    ['image: { url: "https://x.example/a.jpg", alt: A, Credits: A }', 'credit'],
    ['audio: { url: "https://x.example/a.mp3", length: 1 }', 'bytes'],
    ['authors: [{ name: A, position: b }]', 'role'],
  ])('%s is refused with the field that was meant', async (field, meant) => {
    expect(await problemsOf(article(field))).toContainEqual(
      expect.stringContaining(`: expected a known field (did you mean ${meant}?), got "`),
    );
  });

  test('a field that says yes or no is not taken for an image', async () => {
    expect(await problemsOf(article('featured: true'))).toContainEqual(
      'articles/a.md:4: featured: expected a known field, got "featured"',
    );
  });

  test.each(['layout', 'weight', 'comments', 'toc', 'x', 'constructor', '__proto__'])(
    'the unknown field %s is refused without a guess',
    async (field) => {
      expect(await problemsOf(article(`${field}: 1`))).toContainEqual(
        `articles/a.md:4: ${field}: expected a known field, got "${field}"`,
      );
    },
  );

  test('keeps an awkward title as typed', async () => {
    const { draft } = await readText(bare('title: "“R&B” <3 & ‘more’ 🎶"\ndate: -1h'));
    expect(draft?.title).toBe('“R&B” <3 & ‘more’ 🎶');
  });

  test('trailing spaces at the fences do not matter', async () => {
    expect((await readText(article('').replaceAll('---', '---  '))).draft?.title).toBe('Well');
  });

  test.each([
    [
      'no front matter',
      'Just text',
      ':1: expected front matter: a first line "---", then fields such as title and date, then again "---", got another first line',
    ],
    [
      'front matter without an end',
      '---\ntitle: A\n',
      ':3: expected a line "---" that ends the front matter, got the end of the file',
    ],
    ['empty front matter', '---\n---\nText', ':2: title: expected text, got nothing'],
    ['a list as front matter', bare('- a'), ':2: expected fields such as title and date, got ["a"]'],
    ['a number as title', bare('title: 1984\ndate: -1h'), ':2: title: expected text, in quotation marks, got 1984'],
    ['a blank title', bare('title: "  "\ndate: -1h'), ':2: title: expected text, got "  "'],
    [
      'no date',
      bare('title: A'),
      ':2: date: expected a date such as 2026-11-20T08:15:00Z, 2026-11-20 or -2d6h, got nothing',
    ],
    ['an unknown field', article('weight: 3'), ':4: weight: expected a known field, got "weight"'],
    [
      'an id that is too long',
      article(`id: ${'x'.repeat(201)}`),
      ':4: id: expected text of at most 200 characters, got',
    ],
    [
      'an empty embargo',
      article('embargo:'),
      ':4: embargo: expected a date such as 2026-11-20T08:15:00Z, 2026-11-20 or -2d6h, or none, got nothing',
    ],
    ['an empty state', article('state: ""'), ':4: state: expected one of draft'],
    [
      'an unknown state',
      article('state: public'),
      ':4: state: expected one of draft, scheduled, published, retracted, got "public"',
    ],
    [
      'authors that are a number',
      article('authors: 7'),
      ':4: authors: expected a list of authors, such as "- Ann Lee" on a line of its own, got 7',
    ],
    [
      'an author that is a number',
      article('authors: [7]'),
      ':4: authors[0]: expected a name, "NAME, ROLE", or name, role and url, got 7',
    ],
    [
      'an author with a field too many',
      article('authors:\n  - name: A\n    mail: b'),
      ':6: authors[0].mail: expected a known field, got "mail"',
    ],
    ['tags that are a mapping', article('tags: { a: b }'), ':4: tags: expected a list of tags, got {"a":"b"}'],
    [
      'a tag without a letter in a text',
      article('tags: a, !'),
      ':4: tags[1]: expected text with a letter or digit in it, got "a, !"',
    ],
    [
      'a tag without a letter',
      article('tags: [a, "!"]'),
      ':4: tags[1]: expected text with a letter or digit in it, got "!"',
    ],
    ['a slug without a letter', article('slug: "!"'), ':4: slug: expected text with a letter or digit in it, got "!"'],
    [
      'an unknown language',
      article('language: English!'),
      ':4: language: expected a language tag such as en or pt-BR, got "English!"',
    ],
    [
      'a relative canonical',
      article('canonical: /a'),
      ':4: canonical: expected an address that begins with https:// or http://, got "/a"',
    ],
    [
      'a picture without alt',
      article('image: { url: https://x.example/a.jpg }'),
      ':4: image.alt: expected text that says what is to be seen, or "" where it adds nothing, got nothing',
    ],
    [
      'a picture without an address',
      article('image: { alt: A }'),
      ':4: image: expected either file or url, got {"alt":"A"}',
    ],
    [
      'a picture that is text',
      article('image: a.jpg'),
      ':4: image: expected its fields on lines of their own, such as "  file: media/van.jpg" and "  alt: A red van", got "a.jpg"',
    ],
    [
      'a sound of no type',
      article('audio: { url: https://x.example/a, type: mp3 }'),
      ':4: audio.type: expected a media type such as audio/mpeg, got "mp3"',
    ],
    [
      'a negative duration',
      article('audio: { url: https://x.example/a.mp3, duration: -1 }'),
      ':4: audio.duration: expected a number of seconds, got -1',
    ],
    [
      'a correction that is a list',
      article('correction: [a]'),
      ':4: correction: expected text, or text and at, got ["a"]',
    ],
    [
      'a retraction without a reason',
      article('state: retracted'),
      ':4: state: expected a field retraction with the reason too, got "retracted"',
    ],
    [
      'a retraction of a published article',
      article('retraction: Wrong.'),
      ':4: retraction: expected a field state: retracted too, got "Wrong."',
    ],
    ['an article without a text', article('', ''), ':6: expected a body, got nothing'],
    [
      'quotations that nest beyond sense',
      article('', '> '.repeat(70)),
      ':6: expected quotations and lists that nest less deeply, got over 60 levels',
    ],
  ])('%s is refused with line and field', async (_what, text, problem) => {
    const problems = await problemsOf(text);
    expect(problems[0]).toContain(`articles/a.md${problem.startsWith(': ') ? '' : problem}`);
    expect(problems[0]).toContain(problem.startsWith(': ') ? problem.slice(2) : problem);
    expect((await readText(text)).draft).toBeUndefined();
  });

  test('reports all problems at once, in the order of their lines', async () => {
    expect(await problemsOf(`${bare('titel: A\ndate: soon\nstate: x\nauthors: [{}]')}{{< a >}}\n\n[[b]]\n`)).toEqual([
      expect.stringContaining(':2: titel: expected a known field'),
      expect.stringContaining(':3: date: expected a date'),
      expect.stringContaining(':4: state: expected one of'),
      expect.stringContaining(':5: authors[0].name: expected text'),
      expect.stringContaining(':8: expected Markdown or HTML (Tidings does not run shortcodes), got "{{< a >}}"'),
      expect.stringContaining(':10: expected Markdown or HTML (Tidings does not run shortcodes), got "[[b]]"'),
    ]);
  });

  test('a draft and a retracted article need no text', async () => {
    expect((await readText(article('state: draft', ''))).draft?.contentHtml).toBe('');
    expect((await readText(article('state: retracted\nretraction: Wrong.', ''))).draft?.retraction).toEqual({
      reason: 'Wrong.',
    });
  });
});

describe('names in front matter', () => {
  test.each(['0042', '1e3', '0x10', 'true', '1.10', '2026-11-20', '0o7', '.inf', '+5', '42'])(
    'are kept as written: %s',
    async (name) => {
      const read = (fields: string) => readText(article(fields)).then(({ draft }) => draft);
      expect(await read(`id: ${name}\ntags: [${name}]\ncategories: ${name}`)).toMatchObject({
        externalId: name,
        tags: [{ label: name }],
        categories: [{ label: name }],
      });
    },
  );
});

describe('an embargo in words', () => {
  const expected =
    'embargo: expected no embargo here (write it as embargo: in the front matter, or embargo: none if the line is no embargo), got';

  test.each([
    ['the text', '', 'Embargoed until Friday', 8, 'Embargoed until Friday'],
    ['a line with a certain end', '', 'Embargo: 13 November 2026, 09:00 GMT', 8, undefined],
    ['a heading', '', '## EMBARGOED UNTIL FRIDAY', 8, 'EMBARGOED UNTIL FRIDAY'],
    ['emphasis', '', '**Embargo:** _Friday_, 9 a.m.', 8, 'Embargo: Friday, 9 a.m.'],
    ['a quotation', '', '> Not for publication before Friday', 8, undefined],
    ['a list', '', '- Text\n- Hold for release until Friday', 9, undefined],
    ['a link', '', '[Embargoed](https://x.example) until Friday', 8, undefined],
    ['HTML', '', '<p>Text.</p><p>Embargoed<br>until Friday</p>', 8, undefined],
    ['a comment', '', '<!-- embargoed until Friday -->\n\nText.', 8, undefined],
    ['a request', '', 'Text.\n\nPlease do not publish this before Friday.', 10, undefined],
    ['the title', 'title: "EMBARGOED UNTIL FRIDAY: Well"', 'Text.', 2, undefined],
    ['the summary', 'summary: Not for publication before Friday.', 'Text.', 4, undefined],
    [
      'a caption',
      'image: { url: "https://x.example/a.jpg", alt: A, caption: Embargoed until Friday }',
      'Text.',
      4,
      undefined,
    ],
    ['a comment of the front matter', 'summary: A # embargoed until Friday', 'Text.', 4, undefined],
  ])('is refused with its line: %s', async (_where, field, body, line, shown) => {
    const title = field.startsWith('title') ? field : `title: Well`;
    const matter = field.startsWith('title') ? 'summary: A' : field;
    const text = (more: string) => `---\n${title}\ndate: -3h\n${matter || 'summary: A'}\n${more}---\n\n${body}\n`;
    const [problem = '', ...others] = await problemsOf(text('# \n'));
    expect(problem).toContain(`articles/a.md:${line}: ${expected} "${shown ?? ''}`);
    expect(others).toEqual([]);
    expect((await readText(text('embargo: none\n'))).draft).toMatchObject({ title: expect.stringContaining('Well') });
    expect((await readText(text('embargo: +1d\n'))).draft).toMatchObject({ embargoUntil: expect.any(Number) });
    expect((await readText(text('state: draft\n'))).draft).toBeDefined();
  });

  test.each([
    'Write `Embargoed until Friday` above it.',
    'First.\n\n```\nEmbargoed until Friday\n```',
    'First.\n\n    Embargoed until Friday',
    '<pre>Embargoed until Friday</pre>',
    'The arms embargo was extended until Friday.',
    '# Embargo on salt ends\n\nThe embargo on salt ended on Friday.',
  ])('is not seen in code and ordinary text: %s', async (text) => {
    expect(await problemsOf(article('tags: [embargo]', text))).toEqual([]);
  });
});

describe('the body', () => {
  test('relative addresses are relative to the canonical page', async () => {
    const { draft } = await readText(
      article('canonical: https://news.example.org/a/b', '[c](../c) ![d](//x.example/d.jpg)'),
    );
    expect(draft?.contentHtml).toBe(
      '<p><a href="https://news.example.org/c">c</a> <img src="https://x.example/d.jpg" alt="d" /></p>',
    );
  });

  test('footnotes become numbers and a list at the end, in the order of their references', async () => {
    const { draft, problems } = await readText(
      article(
        '',
        [
          'The well[^well] is old[^b] and deep.[^well]',
          '[^b]: Built in **1880**.\n[^well]: The upper one;\n    not the other.\n\n    > Quoted.\n\n[^unused]: Unused.',
          'Not a note: [^missing], `[^b]`, \\[^b].',
        ].join('\n\n'),
      ),
    );
    expect(draft?.contentHtml).toBe(
      [
        '<p>The well<sup>[1]</sup> is old<sup>[2]</sup> and deep.<sup>[1]</sup></p>',
        '<p>Not a note: [^missing], <code>[^b]</code>, [^b].</p>',
        '<hr />\n<ol>',
        '<li><p>The upper one;\nnot the other.</p>\n<blockquote>\n<p>Quoted.</p>\n</blockquote>\n</li>',
        '<li><p>Built in <strong>1880</strong>.</p>\n</li>',
        '<li><p>Unused.</p>\n</li>',
        '</ol>',
      ].join('\n'),
    );
    expect(draft?.summary).toBe('The well is old and deep.');
    expect(problems.map(formatProblem)).toEqual([
      'articles/a.md:16: expected a note below the text: [^missing]: …, got nothing',
    ]);
  });

  test('cells that a table has too many are reported with their line', async () => {
    const table = '| a | b |\n| - | - |\n| 1 | 2 |\n| 1 | 2 | |\n| 1 \\| 2 | `x \\| y` | lost | too |\n1 | 2 | lost';
    expect(await problemsOf(article('', `First.\n\n${table}\n\nLast.`))).toEqual([
      'articles/a.md:12: expected at most 2 cells in the row, got "lost | too"',
      'articles/a.md:13: expected at most 2 cells in the row, got "lost"',
    ]);
  });

  test.each([
    ['{{< figure src="van.jpg" title="A {van}" >}}', '{{< figure src=\\"van.jpg\\" title=\\"A {van}\\" >}}'],
    ['A {{% note %}}', '{{% note %}}'],
    ['> Quoted\n> {{< tweet 1 >}}', '{{< tweet 1 >}}'],
    ['- item\n- {{ page.title }}', '{{ page.title }}'],
    ['{% include figure.html image="a_b_c.jpg" %}', '{% include figure.html image=\\"a_b_c.jpg\\" %}'],
    ['[More]({{< ref "more.md" >}})', '{{< ref \\"more.md\\" >}}'],
    ['| a |\n| - |\n| {{ x }} |', '{{ x }}'],
    ['`{{ code }}` and {{ text }}', '{{ text }}'],
    ['A paragraph of Jekyll. {:.note}', '{:.note}'],
    ['# A heading of Pandoc {#wells .unnumbered}', '{#wells .unnumbered}'],
    ['![](media/image1.png){width="6.5in" height="4in"}', '{width=\\"6.5in\\" height=\\"4in\\"}'],
    ['::: warning\nText\n:::', ':::'],
    ['A note^[Written by hand.] in the text', '^[Wri'],
    ['See [[Another note|that]].', '[[Another note|that]]'],
    ['![[van.jpg]]', '![[van.jpg]]'],
    ['Text %%for us only%%', '%%for us only%%'],
    ['> [!note] A box\n> Text', '> [!note]'],
    ['A gallery of WordPress [gallery ids="1,2"]', '[gallery ids=\\"1,2\\"]'],
    ['A caption[/caption]', '[/caption]'],
    ['Text of Word <o:p></o:p>', '<o:p>'],
  ])('a shortcode is refused with its line: %s', async (text, shown) => {
    const lines = article('', `First.\n\n\`\`\`\n{{ code }}\n\`\`\`\n\n${text}`);
    const all = lines.split('\n');
    const line = all.findIndex((each, index) => index > 8 && each.includes(shown.replaceAll('\\', ''))) + 1;
    expect(await problemsOf(lines)).toEqual([
      `articles/a.md:${line}: expected ${shown.startsWith('<') ? 'text without marks of Word' : 'Markdown or HTML (Tidings does not run shortcodes)'}, got "${shown}"`,
    ]);
  });

  test.each([
    '`{{< figure >}}` is a shortcode',
    '```\n{{ page.title }}\n{% raw %}\n```',
    '- item\n\n  ```\n  {{ page.title }}\n\n  {% raw %}\n  ```',
    '> ```\n> {{ page.title }}\n> ```',
    '    {{ page.title }}',
    '<!-- {{< figure >}} -->Text.',
    '<pre>{{ page.title }}</pre>',
    '50 {percent} of {{}} and {% of it',
    '[/caption](https://example.org) and [video](https://example.org) [sic] [audio] [a b=c]',
  ])('code and other braces are no shortcode: %s', async (text) => {
    expect(await problemsOf(article('', `First.\n\n${text}`))).toEqual([]);
  });

  test.each([
    [
      '![A](https://x.example/a.jpg)',
      '<figure>IMG<figcaption>A well. <small>(Photo: B &amp; C)</small></figcaption></figure>',
    ],
    ['[![A](https://x.example/a.jpg)](https://x.example/)', '<figure><a href="https://x.example/">IMG</a><figcaption>'],
    ['<figure><img src="https://x.example/a.jpg" alt="A"></figure>', '<figure>IMG<figcaption>'],
    ['![A](https://x.example/a.jpg)\n\n![A](https://x.example/a.jpg)', '</figure>\n<p>IMG</p>'],
    ['![A](https://x.example/b.jpg)', '<p><img src="https://x.example/b.jpg" alt="A" /></p>'],
    ['An image ![A](https://x.example/a.jpg) in a sentence.', '<p>An image IMG in a sentence.</p>'],
    [
      '<figure><img src="https://x.example/a.jpg" alt="A"><figcaption>Other.</figcaption></figure>',
      '<figure>IMG<figcaption>Other.</figcaption></figure>',
    ],
  ])('a lead image keeps caption and credit where the text contains it: %s', async (text, html) => {
    const fields = 'image: { url: "https://x.example/a.jpg", alt: A, caption: A well., credit: "Photo: B & C" }';
    const { draft } = await readText(article(fields, text));
    expect(draft?.contentHtml).toContain(html.replaceAll('IMG', '<img src="https://x.example/a.jpg" alt="A" />'));
  });

  test.each([
    ['date: 2026-11-23T12:00:01Z', ['articles/a.md:3: scheduled for its date, 2026-11-23T12:00:01Z']],
    ['date: 2026-11-23T12:00:00Z', []],
    ['date: 2026-11-24\nstate: scheduled', []],
    ['date: 2026-11-24\nstate: draft', []],
    ['date: 2026-11-24\nembargo: 2026-11-24', []],
    ['date: "+1h"', []],
  ])('a date in the future is reported, unless it is meant: %j', async (fields, problems) => {
    expect(await problemsOf(bare(`title: A\n${fields}`))).toEqual(problems);
  });

  test.each([
    ['A <b>well</b> runs dry', '<b>'],
    ['Wells &amp; pumps', '&amp;'],
    ['Wells &#8211; and <a href="/x">pumps</a>', '&#8211;'],
    ['3 < 4 > 2, AT&T; R&D & Q&A <3', undefined],
  ])('markup in a title is reported, and stays: %s', async (title, got) => {
    const text = bare(`title: '${title}'\ndate: 2020-01-05`);
    expect(await problemsOf(text)).toEqual(
      got === undefined
        ? []
        : [`articles/a.md:2: the title is plain text: readers see ${JSON.stringify(got)} as it is written`],
    );
    expect((await readText(text)).draft?.title).toBe(title);
  });

  test('task lists keep their check marks', async () => {
    const { draft } = await readText(article('', '- [x] done\n- [ ] to do'));
    expect(draft?.contentHtml).toBe('<ul>\n<li>☑ done</li>\n<li>☐ to do</li>\n</ul>');
  });

  test('the summary comes from running text, not from headings, captions or lists', async () => {
    const { draft } = await readText(
      article(
        '',
        '## Head\n\n- item one.\n\n<figure><figcaption>Cap.</figcaption></figure>\n\nThe *first* words.<br>More.',
      ),
    );
    expect(draft?.summary).toBe('The first words. More.');
  });

  test.each([
    '<',
    '[',
    '_a',
    '*a_',
    '![',
    '`',
    '~~a',
    '- ',
    '[^1]',
    '[^',
    '[^1]: a\n',
    '[^1]: ',
    '[^1]:\n\n\n',
    '\n[^1]: >',
    '{{< a',
    '`{{a}}`\n',
    '{% ',
  ])('300,000 characters of %s are read or refused without delay', async (piece) => {
    const { draft, problems } = await readText(article('', piece.repeat(300_000 / piece.length)));
    expect(draft === undefined ? problems.length : draft.contentHtml.length).toBeGreaterThan(0);
  });

  test('language and categories of the source apply to articles without them', async () => {
    const source = { ...SOURCE, language: 'he', categories: ['Israel', 'israel'] };
    const { draft } = await readText(article(''), undefined, source);
    expect([draft?.language, draft?.categories]).toEqual(['he', [{ slug: 'israel', label: 'Israel' }]]);
  });
});
