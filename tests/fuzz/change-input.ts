import fc from 'fast-check';
import type { Parser } from './parsers.ts';

const ODD = [
  '\0',
  '\uFEFF',
  '\u202E',
  '\u2028',
  '\uD800',
  '\uDC00',
  '\u{1F469}\u200D\u{1F467}',
  'e\u0301',
  '\x85',
  '-1',
  '9007199254740993',
  '1e999',
];
const MAX_REPEATS = 300;

/** A sample with up to six changes: a piece is put in once or many times, a part is removed, doubled, or replaced by one of another sample. */
export function changedInput({ samples, tokens }: Pick<Parser, 'samples' | 'tokens'>): fc.Arbitrary<string> {
  // Not `fc.double`: nearly all of its values between 0 and 1 are close to 0.
  const position = fc.integer({ min: 0, max: 10_000 }).map((share) => share / 10_000);
  const piece = fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...tokens) },
    { weight: 2, arbitrary: fc.constantFrom(...ODD) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 8 }) },
  );
  const change = fc.record({
    kind: fc.constantFrom('insert', 'repeat', 'remove', 'double', 'splice'),
    from: position,
    to: position,
    piece,
    times: fc.integer({ min: 1, max: MAX_REPEATS }),
    other: fc.constantFrom(...samples),
  });
  return fc.tuple(fc.constantFrom(...samples), fc.array(change, { maxLength: 6 })).map(([sample, changes]) =>
    changes.reduce((text, { kind, from, to, piece: inserted, times, other }) => {
      const [start = 0, end = 0] = [from, to].map((share) => Math.floor(share * text.length)).sort((a, b) => a - b);
      const [before, part, after] = [text.slice(0, start), text.slice(start, end), text.slice(end)];
      if (kind === 'remove') return before + after;
      if (kind === 'double') return before + part + part + after;
      if (kind === 'splice') return before + other.slice(Math.floor(from * other.length)) + after;
      return before + (kind === 'repeat' ? inserted.repeat(times) : inserted) + part + after;
    }, sample),
  );
}
