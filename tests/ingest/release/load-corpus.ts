import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { formatProblem } from '../../../src/model/problem.ts';
import { parseYaml } from '../../../src/model/yaml-document.ts';

/** The folder of the corpus. A file is a kind, and an entry in it is a case; see the README.md there. */
const FOLDER = join(import.meta.dirname, 'corpus');

const ENCODINGS = ['utf-8', 'windows-1252', 'utf-16le', 'utf-16be', 'c1'] as const;
type Encoding = (typeof ENCODINGS)[number];

const author = z.union([
  z.string(),
  z.strictObject({ organization: z.string() }),
  z.strictObject({ name: z.string(), role: z.string().optional() }),
]);
const read = z.strictObject({
  title: z.string(),
  deck: z.string().optional(),
  byline: z.array(author).default([]),
  dateline: z.string().optional(),
  first: z.string(),
  last: z.string(),
  paragraphs: z.number().int().min(1),
  embargo: z.iso.datetime().optional(),
  date: z.iso.datetime().optional(),
  editorsNote: z.string().optional(),
  absent: z.array(z.string()).default([]),
});
const whole = z.strictObject({
  whole: z.literal(true),
  byline: z.array(author).default([]),
  dateline: z.string().optional(),
});
const refused = z.strictObject({
  refused: z.strictObject({
    line: z.number().int().min(1).optional(),
    about: z.enum(['embargo', 'headline', 'body', 'encoding']),
  }),
});

const kindSchema = z.array(
  z.strictObject({
    name: z.string(),
    text: z.string(),
    encoding: z.enum(ENCODINGS).default('utf-8'),
    as: z.array(z.enum(['txt', 'eml'])).default(['txt']),
    expect: z.union([read, whole, refused]),
  }),
);

type Entry = z.infer<typeof kindSchema>[number];
/** What a case must give. */
export type Expectation = Entry['expect'];
/** An author of an expected byline. */
export type ExpectedAuthor = z.infer<typeof author>;

/** One release and what it must give. */
export interface CorpusCase {
  /** The name of its file, without the extension. */
  readonly kind: string;
  readonly name: string;
  /** The file name under which the release arrives. */
  readonly file: string;
  readonly text: string;
  readonly bytes: Uint8Array;
  readonly expect: Expectation;
}

/** Loads the corpus. A mistake in one of its files is thrown with its line. */
export function loadCorpus(): readonly CorpusCase[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith('.yaml'))
    .sort()
    .flatMap((name) => {
      const parsed = parseYaml({ file: name, text: readFileSync(join(FOLDER, name), 'utf8') }, kindSchema);
      if (parsed.kind === 'invalid') throw new Error(parsed.problems.map(formatProblem).join('\n'));
      return parsed.value.flatMap((entry) => buildCases(basename(name, '.yaml'), entry));
    });
}

function buildCases(kind: string, { name, text, encoding, as, expect }: Entry): readonly CorpusCase[] {
  return as.map((extension) => ({
    kind,
    name: as.length > 1 ? `${name} (.${extension})` : name,
    // Not the name of the case: the reader looks for embargoes in file names.
    file: `release.${extension}`,
    text,
    bytes: encode(text, encoding),
    expect,
  }));
}

const WINDOWS_1252 = new Map(
  Array.from({ length: 256 }, (_, byte) => [new TextDecoder('windows-1252').decode(Uint8Array.of(byte)), byte]),
);

function encode(text: string, encoding: Encoding): Uint8Array {
  switch (encoding) {
    case 'utf-8':
      return Buffer.from(text);
    case 'windows-1252':
      return encodeWindows1252(text);
    case 'utf-16le':
      return Buffer.from(`\uFEFF${text}`, 'utf16le');
    case 'utf-16be':
      return Buffer.from(`\uFEFF${text}`, 'utf16le').swap16();
    case 'c1':
      // windows-1252 that another program took for ISO-8859-1 and saved as UTF-8.
      return Buffer.from(Buffer.from(encodeWindows1252(text)).toString('latin1'));
  }
}

function encodeWindows1252(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => {
    const byte = WINDOWS_1252.get(character);
    if (byte === undefined) throw new Error(`windows-1252 has no ${JSON.stringify(character)}`);
    return byte;
  });
}
