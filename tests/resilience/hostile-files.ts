import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { crc32, deflateSync } from 'node:zlib';
import type { Random } from '../../bench/random.ts';
import { makeShapes, makeText, READERS } from '../ingest/fuzz-time.ts';
import type { SoakNewsroom } from './soak-newsroom.ts';

/** A kind of file that is dropped beside honest ones. */
export interface HostileKind {
  readonly name: string;
  /** Whether it may be published, cleaned. */
  readonly mayBePublished: boolean;
  /** Returns the paths that it has made. `title` names the kind. */
  drop(newsroom: SoakNewsroom, name: string, title: string, random: Random): readonly string[];
}

export const HOSTILE_KINDS: readonly HostileKind[] = [
  markdown('table bomb', true, () => `|${'a|'.repeat(2000)}\n|${'-|'.repeat(2000)}\n${'|b\n'.repeat(30_000)}`),
  markdown('mail address without end', true, () => `${'a'.repeat(100_000)}@`),
  markdown('closing brackets', true, () => `http://a.b/${')'.repeat(100_000)}`),
  markdown('lazy quotations', true, () => '> a\nb\n'.repeat(60_000)),
  markdown('random Markdown', true, (random) => randomText('Markdown', random)),
  markdown('random HTML', true, (random) => randomText('HTML', random)),
  markdown('scripts', true, () => '<p onclick="x()">a</p><script>x()</script><a href="javascript:x()">b</a>'),
  markdown(
    'unknown fields',
    false,
    () => 'a',
    () => Array.from({ length: 40_000 }, (_, n) => `f${n}: 1`).join('\n'),
  ),
  markdown(
    'long field',
    false,
    () => 'a',
    () => `summary: ${'a'.repeat(1_000_000)}`,
  ),
  markdown(
    'unsaid date',
    false,
    () => 'a',
    () => 'updated: 9999999-99-99',
  ),
  markdown('embargo in words', false, () => 'EMBARGOED UNTIL FRIDAY\n\na'),
  markdown(
    'aliases of aliases',
    false,
    () => 'a',
    () =>
      `x0: &x0 [a, a]\n${Array.from({ length: 40 }, (_, n) => `x${n + 1}: &x${n + 1} [*x${n}, *x${n}]`).join('\n')}`,
  ),
  release('dashes', () => '--\n'.repeat(100_000)),
  release('bylines', () => 'By Anna Lee\n'.repeat(25_000)),
  release('random release', (random) => randomText('release', random)),
  image('thin image', () => makePng(1, 16_000)),
  image('huge image', () => makePng(10_000, 10_000)),
  image('broken image', () => Buffer.from('\x89PNG\r\n\x1a\nnothing')),
  {
    name: 'pipe as an image',
    mayBePublished: true,
    drop(newsroom, name, title) {
      const pipe = path.join(newsroom.folder, `${name}.png`);
      execFileSync('mkfifo', [pipe]);
      return [pipe, save(newsroom, `${name}.md`, withMatter(title, 'a', `image: { file: ${name}.png, alt: A }`))];
    },
  },
  {
    name: 'pipe as an article',
    mayBePublished: false,
    drop(newsroom, name) {
      const pipe = path.join(newsroom.folder, `${name}.md`);
      execFileSync('mkfifo', [pipe]);
      return [pipe];
    },
  },
  {
    name: 'link to another folder',
    mayBePublished: false,
    drop(newsroom, name, title) {
      const secret = path.join(newsroom.root, `${name}.md`);
      writeFileSync(secret, withMatter(title, 'A secret'));
      const link = path.join(newsroom.folder, `${name}.md`);
      symlinkSync(secret, link);
      return [link, secret];
    },
  },
  {
    name: 'folder that contains itself',
    mayBePublished: false,
    drop(newsroom, name) {
      const link = path.join(newsroom.folder, name);
      symlinkSync(newsroom.folder, link);
      return [link];
    },
  },
  {
    name: 'folder named as an article',
    mayBePublished: false,
    drop(newsroom, name) {
      const folder = path.join(newsroom.folder, `${name}.md`);
      mkdirSync(folder);
      return [folder];
    },
  },
  {
    name: 'bytes',
    mayBePublished: false,
    drop(newsroom, name, _title, random) {
      const bytes = Buffer.from(Array.from({ length: 20_000 }, () => random.below(256)));
      return [save(newsroom, `${name}.md`, bytes)];
    },
  },
];

function markdown(
  name: string,
  mayBePublished: boolean,
  body: (random: Random) => string,
  matter: () => string = () => '',
): HostileKind {
  return {
    name,
    mayBePublished,
    drop: (newsroom, file, title, random) => [save(newsroom, `${file}.md`, withMatter(title, body(random), matter()))],
  };
}

function release(name: string, body: (random: Random) => string): HostileKind {
  return {
    name,
    mayBePublished: true,
    drop(newsroom, file, title, random) {
      const target = path.join(newsroom.releases, `${file}.txt`);
      writeFileSync(target, `${title}\n\n${body(random)}\n`);
      return [target];
    },
  };
}

function image(name: string, bytes: () => Uint8Array): HostileKind {
  return {
    name,
    mayBePublished: true,
    drop: (newsroom, file, title) => [
      save(newsroom, `${file}.png`, bytes()),
      save(newsroom, `${file}.md`, withMatter(title, 'a', `image: { file: ${file}.png, alt: A }`)),
    ],
  };
}

function save({ folder }: SoakNewsroom, name: string, content: string | Uint8Array): string {
  const target = path.join(folder, name);
  writeFileSync(target, content);
  return target;
}

function withMatter(title: string, body: string, matter = ''): string {
  return `---\ntitle: ${title}\ndate: 2026-01-01\ncategories: [Hostile]\n${matter}\n---\n\n${body}\n`;
}

function randomText(reader: string, random: Random): string {
  const [shape = { unit: 'a' }] = makeShapes(READERS[reader]?.tokens ?? [], random.below(1_000_000));
  return makeText(shape, 60_000);
}

/** Images by their size, since a large one takes a second to make. */
const images = new Map<string, Uint8Array>();

/** A transparent PNG (RGBA). */
function makePng(width: number, height: number): Uint8Array {
  const key = `${width}x${height}`;
  const made = images.get(key) ?? buildPng(width, height);
  images.set(key, made);
  return made;
}

function buildPng(width: number, height: number): Uint8Array {
  const chunk = (type: string, data: Uint8Array): Buffer => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // 8 bits a channel, with colours and transparency (PNG, 11.2.1).
  header.set([8, 6], 8);
  const rows = deflateSync(Buffer.alloc(height * (1 + 4 * width)), { level: 1 });
  const signature = Buffer.from('\x89PNG\r\n\x1a\n', 'latin1');
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))]);
}
