import { joinLines } from '../../../src/ingest/release/body.ts';
import { decodeRelease } from '../../../src/ingest/release/decode.ts';
import { takeEditorsNotes } from '../../../src/ingest/release/editors-notes.ts';
import { findEmbargo } from '../../../src/ingest/release/embargo.ts';
import { findHeadline } from '../../../src/ingest/release/headline.ts';
import { readMail } from '../../../src/ingest/release/mail.ts';
import type { Notes } from '../../../src/ingest/release/notes.ts';
import { readOpening } from '../../../src/ingest/release/opening.ts';
import { takePageMarks } from '../../../src/ingest/release/page-marks.ts';
import { decodeRawMail } from '../../../src/ingest/release/raw-mail.ts';
import { readLines } from '../../../src/ingest/release/read-lines.ts';
import { renderParagraphs } from '../../../src/ingest/release/render-paragraphs.ts';
import { removeTrailing } from '../../../src/ingest/release/trailing-matter.ts';

/** Texts that are repeated: ordinary copy, and what each step looks for. */
export const UNITS: Readonly<Record<string, string>> = {
  'ordinary copy': 'The bell of the harbour rang on Monday, and nobody had asked it to.\nThen it was quiet.\n\n',
  'one long line': 'word ',
  'short lines': 'Share\n',
  'lower-case lines': 'a\n',
  'blank lines': '\n',
  'head fields': 'From: a@b.example\nSubject: x\n',
  'heads of mails': 'From: a\nTo: b\nSubject: x\n\nHi.\n\n',
  'forwarded messages': '---------- Forwarded message ---------\n',
  replies: 'On Thu, Nov 12, 2026 at 7:40 AM\n',
  'quoted lines': '> x\n',
  'quoted lines between text': '> x\ny\n',
  farewells: 'Best wishes,\n',
  rules: '________\nx\n',
  'rules of signatures': '-- \n',
  'divided words': 'embar-\n',
  embargoes: 'Embargo: until Friday\n',
  'embargo words': 'embargo until 13 ',
  dates: '13 November 2026, 09:00 GMT. ',
  greetings: 'Dear all,\n',
  contacts: 'Contact: a@b.example, 01632 960 147\n',
  'telephone digits': '1 2-',
  labels: 'PRESS RELEASE\n',
  slugs: 'US--A,2nd Ld\n',
  bylines: 'by A, ',
  'bylines in lines': 'By Anna Lee, Wire\n',
  dashes: 'A - ',
  datelines: 'ARDUN (Wire) – It rang.\n',
  'editors notes': 'Editors: x\n',
  'page marks': '(MORE)\nx\n',
  URLs: 'https://a.example/b/',
  'URLs in lines': 'https://a.example/b/\n',
  references: '&amp;#8217;',
  brackets: '(',
  spaces: ' ',
  'marks of direction': '\u200E',
  stars: '*',
  stops: 'A. ',
  calls: 'share and ',
  'headings of lists': 'Related stories:\nTitle\n',
};

/** Milliseconds of this process. Other processes do not count. */
function getCpuTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Runs all steps on a text one after another; returns the milliseconds of processor time of each. */
export async function measureSteps(text: string, withRawMail = true): Promise<ReadonlyMap<string, number>> {
  const times = new Map<string, number>();
  const time = <T>(step: string, run: () => T): T => {
    const start = getCpuTime();
    const result = run();
    times.set(step, getCpuTime() - start);
    return result;
  };
  const notes: Notes = { removed: [], warnings: [] };
  const file = 'a.txt';
  time('decode: UTF-8', () => decodeRelease(file, Buffer.from(text), notes));
  time('decode: windows-1252', () => decodeRelease(file, Buffer.from(`caf\xE9 ${text}`, 'latin1'), notes));
  time('decode: UTF-16', () => decodeRelease(file, Buffer.from(`\uFEFF${text}`, 'utf16le'), notes));
  if (withRawMail) {
    const start = getCpuTime();
    await decodeRawMail(file, Buffer.from(`MIME-Version: 1.0\nContent-Type: text/html\n\n<blockquote>${text}`));
    times.set('mail: raw', getCpuTime() - start);
  }
  const lines = time('lines', () => readLines(text));
  const mail = time('mail', () => readMail(lines, notes));
  time('embargo', () => findEmbargo(lines, mail.subject));
  const noted = time("editors' notes", () => takeEditorsNotes(lines));
  time('headline', () => findHeadline({ subject: 'x', rest: noted.rest }, file, notes));
  const marked = time('page marks', () => takePageMarks(lines));
  time('opening', () => readOpening(marked.rest, notes));
  const paragraphs = time('body', () => joinLines(lines));
  time('trailing matter', () => removeTrailing(paragraphs));
  time('HTML', () => renderParagraphs(paragraphs.map((paragraph) => paragraph.text)));
  return times;
}

const SIZES = [1_250_000, 2_500_000, 5_000_000];

/** `node tests/ingest/release/measure-steps.ts [TEXT…]` prints, for each step, the slowest text and its time by size. */
async function printTable(names: readonly string[]): Promise<void> {
  const slowest = new Map<string, { unit: string; times: readonly number[] }>();
  for (const [unit, text] of Object.entries(UNITS).filter(([name]) => names.length === 0 || names.includes(name))) {
    const runs = [];
    for (const size of SIZES) {
      // postal-mime takes its time for each line, whatever is in it.
      runs.push(await measureSteps(text.repeat(Math.ceil(size / text.length)), unit === 'ordinary copy'));
    }
    for (const step of runs[0]?.keys() ?? []) {
      const times = runs.map((run) => run.get(step) ?? 0);
      if ((times.at(-1) ?? 0) > (slowest.get(step)?.times.at(-1) ?? -1)) slowest.set(step, { unit, times });
    }
  }
  const row = (cells: readonly string[]) =>
    `${cells[0]?.padEnd(22)}${cells[1]?.padEnd(28)}${cells
      .slice(2)
      .map((cell) => cell.padStart(10))
      .join('')}\n`;
  process.stdout.write(row(['step', 'slowest text', ...SIZES.map((size) => `${size / 1e6} MB`), 'growth']));
  for (const [step, { unit, times }] of slowest) {
    const growth = (times.at(-1) ?? 0) / Math.max(0.1, times[0] ?? 0);
    process.stdout.write(row([step, unit, ...times.map((ms) => `${ms.toFixed(0)} ms`), `x ${growth.toFixed(1)}`]));
  }
}

if (import.meta.main) await printTable(process.argv.slice(2));
