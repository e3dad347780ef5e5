import type { Coding } from '../publish/representation.ts';

/** Headers seen lately and what they ask for; browsers and readers send a few dozen different ones. */
const remembered = new Map<string, Coding>();
const MOST_REMEMBERED = 500;
const LONGEST_REMEMBERED = 200;

/**
 * The coding to answer with (RFC 9110, section 12.5.3): brotli, else gzip, else identity, of those that are not refused by `q=0`;
 * what the client prefers among equals is ours to choose, and the smaller one costs both of us less.
 */
export function chooseCoding(acceptEncoding: string | undefined): Coding {
  if (acceptEncoding === undefined || acceptEncoding === '') return 'identity';
  const known = remembered.get(acceptEncoding);
  if (known !== undefined) return known;
  const coding = negotiate(acceptEncoding);
  if (acceptEncoding.length <= LONGEST_REMEMBERED) {
    if (remembered.size >= MOST_REMEMBERED) remembered.clear();
    remembered.set(acceptEncoding, coding);
  }
  return coding;
}

function negotiate(header: string): Coding {
  const weights = new Map<string, number>();
  for (const part of header.split(',')) {
    const [name = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase());
    if (name !== '') weights.set(name === 'x-gzip' ? 'gzip' : name, weightOf(parameters));
  }
  const anyOther = weights.get('*') ?? 0;
  const brotli = weights.get('br') ?? anyOther;
  const gzip = weights.get('gzip') ?? anyOther;
  // Unlisted identity ranks last, but it is never refused: a document without it would be no answer at all (section 12.5.3, rule 2).
  const identity = weights.get('identity') ?? 0;
  if (brotli > 0 && brotli >= gzip && brotli >= identity) return 'br';
  if (gzip > 0 && gzip >= identity) return 'gzip';
  return 'identity';
}

function weightOf(parameters: readonly string[]): number {
  const q = parameters.find((parameter) => parameter.startsWith('q='));
  if (q === undefined) return 1;
  const weight = Number(q.slice(2));
  return Number.isFinite(weight) ? Math.min(Math.max(weight, 0), 1) : 0;
}
