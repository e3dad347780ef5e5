import vm from 'node:vm';
import { z } from 'zod';
import { cleanHtml } from '../../src/ingest/clean-html/clean-html.ts';
import { listParagraphs } from '../../src/ingest/clean-html/list-paragraphs.ts';
import { parseFrontMatter, splitFrontMatter } from '../../src/ingest/markdown/front-matter.ts';
import { renderMarkdown } from '../../src/ingest/markdown/render-markdown.ts';
import { momentSchema } from '../../src/ingest/moment.ts';
import { parseRelease } from '../../src/ingest/release/parse-release.ts';
import { summarize } from '../../src/ingest/summarize.ts';
import { slugify } from '../../src/model/term.ts';
import { parseYaml } from '../../src/model/yaml-document.ts';

/** A text of any size: a unit, or two halves of a unit each, between a beginning and an end. In a unit, `#` is a number that grows. */
export interface Shape {
  readonly begin?: string;
  readonly unit: string;
  readonly second?: string;
  readonly end?: string;
}

interface Reader {
  /** Units are made of these. */
  readonly tokens: readonly string[];
  /** Shapes that took quadratic time, or nearly did. */
  readonly known: readonly Shape[];
  /** Not asynchronous: a search ends what takes too long. */
  read(text: string): unknown;
}

const split = (text: string) => text.split(' ').map((token) => token.replaceAll('␣', ' ').replaceAll('⏎', '\n'));
const inMatter = (lines: string) => {
  const file = splitFrontMatter('a.md', `---\ntitle: A\ndate: -1h\n${lines}\n---\nText`);
  return file.kind === 'valid' && parseFrontMatter('a.md', file.value);
};

/** What reads the parts of files. */
export const READERS: Readonly<Record<string, Reader>> = {
  Markdown: {
    tokens: split(
      '* ** _ ` `` [ ] ( ) < > ! | - + ~ ~~ \\ & : @ . / a b 1 ␣ ␣␣ ⏎ ⏎⏎ \t 1.␣ -␣ *␣ >␣ ␣␣␣␣ ```⏎ ---⏎ ===⏎ http:// www. a@b.c ![ ]( ][ ' +
        '<http:// &amp; {{ }} {% %} [^1] [^1]:␣ [#]:␣x⏎ [#]␣ <a> </a> <!-- --> <div> </div>⏎ <? <![CDATA[ " |- |a -␣[␣]␣ <br>⏎ \\⏎ &# é -|-⏎ |⏎',
    ),
    known: [
      { unit: 'a', end: '@' },
      { unit: '-', begin: 'x ', end: '_a@b.c' },
      { begin: 'http://a.b/', unit: ')' },
      { unit: '> a\nb\n' },
      { unit: '!' },
      { unit: '/é ~~' },
      { unit: '](~1\t' },
      { unit: 'www.', second: '!!' },
      { unit: '===\n-|-\n}}' },
      { begin: '- a\n', unit: 'b c\n' },
      { begin: '+ ', unit: '|\n[' },
      { unit: '* -|-\n\\_' },
      { begin: '+[#] ', unit: '```\n}}|\\' },
      { unit: '<http://[^1]: \\``' },
      { unit: '[#]: x\n\n' },
      { unit: '- [ ] 1\n;', second: '**<a>    ' },
      { begin: '|', unit: 'a|', end: '\n|-|\n' },
      { unit: '**a ' },
      { unit: 'word ' },
      { unit: '*a* [b](c) ' },
      { unit: '[^#]: a\n\n' },
      { unit: ' ' },
      { unit: '\n' },
      { unit: '{{' },
    ],
    read: (text) => renderMarkdown(text),
  },
  HTML: {
    tokens: split(
      '< > </ /> a ␣ ⏎ = " <p> </p> <a␣href="http://a.b"> </a> <div> </div> <span> <img␣src="http://a.b/c"> srcset=" a␣1x, , <table> <tr> ' +
        '<td> <li> <ul> </ul> <svg> <math> <style> <script> </script> <!-- --> <! <? <![CDATA[ ]]> & &amp; &# ; <picture> <noscript> ' +
        '<iframe␣src="http://a.b/"> <b> </b> <i> <h1> <br> <object> <video> <form> <pre> <figure> <p␣style=" width:1px; title=" # <d#>',
    ),
    known: [
      { unit: '<div>' },
      { unit: '<b><i>' },
      { unit: '<a href="http://a.b/">x' },
      { unit: '<svg><p>' },
      { unit: '<' },
      { unit: '<!--' },
      { begin: '<img srcset="', unit: 'a 1x,', end: '">' },
      { begin: '<img srcset="', unit: ',', end: '">' },
      { unit: '<p style="width:' },
      { unit: '&#x' },
      { unit: '<noscript><img src=a></noscript>' },
      { unit: '<li>a' },
    ],
    read: (text) => listParagraphs(cleanHtml(text, { baseUrl: 'https://example.org/' })),
  },
  'front matter': {
    tokens: split(
      'a:␣1⏎ #:␣1⏎ -␣ a:␣ b:␣ [ ] { } , " \' |⏎ >⏎ ␣␣ ⏎ &a␣ *a !! ?␣ :␣ x % @ <<:␣*a⏎ a 1 authors:⏎␣-␣#⏎ image:⏎␣#:␣1⏎',
    ),
    known: [
      { unit: '#: 1\n' },
      { unit: '}' },
      { begin: 'a: ', unit: '[' },
      { unit: '? ' },
      { begin: 'tags: [', unit: '#, ', end: ']' },
    ],
    read: inMatter,
  },
  fields: {
    tokens: split('a A ␣ , by␣ and␣ By␣ 1 - . : http:// / @ é ́ ​ ( ) 2026 -2 d Z + T 10 Nov GMT ␣( ; | The␣'),
    known: [
      { unit: 'a' },
      { unit: ' ' },
      { unit: 'by A, ' },
      { unit: 'A and ' },
      { unit: '1' },
      { unit: 'é\u0301' },
      { unit: '-' },
    ],
    read(text) {
      slugify(text);
      momentSchema.safeParse(text);
      const value = JSON.stringify(text);
      inMatter(`authors: ${value}\ntags: ${value}\nlanguage: ${value}\nslug: ${value}\ncanonical: "http://a/"`);
    },
  },
  YAML: {
    tokens: split('a:␣1⏎ -␣ a:␣ [ ] { } , " \' |⏎ >⏎ ␣␣ ⏎ &a␣ *a !! ?␣ :␣ x % @ a 1 …'),
    known: [
      { unit: '- a\n' },
      { unit: '}' },
      { begin: 'a: "', unit: 'x\n' },
      { begin: 'a: |\n', unit: ' x\n' },
      { begin: 'a: b: ', unit: ' ' },
      { unit: 'a: b: "\n' },
    ],
    // A file without unknown fields: definitions and sources belong to the operator.
    read: (text) => parseYaml({ file: 'a.yaml', text }, z.unknown()),
  },
  summary: {
    tokens: split('a A ␣ . .␣ ⏎ ⏎⏎ " “ ( ) Dr.␣ A.␣ ! ?␣ … -␣ 1 « e.g.␣ Inc.'),
    known: [{ unit: 'A. ' }, { unit: '“' }, { unit: '. ' }, { unit: 'a' }, { unit: '- a\n\n' }],
    read: (text) => summarize(text),
  },
  release: {
    tokens: split(
      'a A ␣ , . By␣ ⏎ ⏎⏎ --⏎ >␣ From:␣a⏎ Date:␣ Embargo:␣ until␣ 13␣ November␣ 2026 09:00␣ GMT ( ) – Contact:␣ @ http://a.b/ * • ### -30- &#8217;',
    ),
    known: [
      { unit: '--\n' },
      { unit: 'By Anna Lee\n' },
      { unit: 'From: a\n' },
      { unit: '> a\nb\n' },
      { unit: 'Embargo: 13 ' },
      { unit: '.', end: '> –A' },
    ],
    read: (text) => parseRelease(text, { file: 'a.txt' }),
  },
};

/** A text of about this many characters. */
export function makeText({ begin = '', unit, second, end = '' }: Shape, size: number): string {
  const body = second === undefined ? repeat(unit, size) : repeat(unit, size / 2) + repeat(second, size / 2);
  return begin + body + end;
}

function repeat(unit: string, size: number): string {
  if (!unit.includes('#')) return unit.repeat(Math.max(1, Math.ceil(size / unit.length)));
  let text = '';
  for (let number = 0; text.length < size; number += 1) text += unit.replaceAll('#', `n${number}`);
  return text;
}

/** Milliseconds of processor time of this process. Other processes do not count. */
export function measure(read: Reader['read'], text: string): number {
  const before = process.cpuUsage();
  read(text);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

/** Shapes of random tokens; the same seed gives the same shapes. */
export function* makeShapes(tokens: readonly string[], seed: number): Generator<Shape> {
  let state = (seed * 2_654_435_761) >>> 0 || 1;
  const random = (below: number) => {
    state = (state ^ (state << 13)) >>> 0;
    state = (state ^ (state >>> 17)) >>> 0;
    state = (state ^ (state << 5)) >>> 0;
    return state % below;
  };
  const pick = (most: number) =>
    Array.from({ length: 1 + random(most) }, () => tokens[random(tokens.length)] ?? '').join('');
  const sometimes = () => (random(3) === 0 ? pick(3) : '');
  for (;;) {
    const [begin, unit, second, end] = [sometimes(), pick(4), sometimes(), sometimes()];
    yield { begin, unit, end, ...(second !== '' && { second }) };
  }
}

const SIZE = 60_000;
const TIMEOUT_MS = 5000;

/** `node tests/ingest/fuzz-time.ts [READER [SECONDS [SEED]]]` prints the slowest shapes, with their time at 60,000 and 120,000 characters. */
function search(name: string, seconds: number, seed: number): void {
  const reader = READERS[name];
  if (reader === undefined) throw new Error(`expected one of ${Object.keys(READERS).join(', ')}, got ${name}`);
  // A script with a timeout ends text that would take hours.
  const timed = (text: string): number => {
    Object.assign(globalThis, { readText: () => reader.read(text) });
    const before = process.cpuUsage();
    try {
      new vm.Script('readText()').runInThisContext({ timeout: TIMEOUT_MS });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    }
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  };
  const end = Date.now() + seconds * 1000;
  const slow: { readonly shape: Shape; readonly once: number; readonly twice: number }[] = [];
  let tried = 0;
  for (const shape of makeShapes(reader.tokens, seed)) {
    if (Date.now() > end) break;
    tried += 1;
    const once = timed(makeText(shape, SIZE));
    if (once > 100) slow.push({ shape, once, twice: timed(makeText(shape, 2 * SIZE)) });
  }
  process.stdout.write(`${name}: ${tried} shapes, ${slow.length} of them slower than 100 ms\n`);
  for (const { shape, once, twice } of slow.toSorted((a, b) => b.twice - a.twice).slice(0, 10)) {
    process.stdout.write(
      `${once.toFixed(0).padStart(6)} ms ${twice.toFixed(0).padStart(6)} ms  ${JSON.stringify(shape)}\n`,
    );
  }
}

if (import.meta.main) {
  const [name, seconds = '30', seed = '1'] = process.argv.slice(2);
  for (const each of name === undefined ? Object.keys(READERS) : [name])
    await search(each, Number(seconds), Number(seed));
}
