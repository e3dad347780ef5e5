import type { Coding } from '../publish/representation.ts';

const known = new Map<string, Coding>();
const MAX_KNOWN = 500;
const MAX_KNOWN_LENGTH = 200;

/** The coding with the highest weight (RFC 9110, section 12.5.3); among equals brotli, then gzip, then identity. */
export function chooseCoding(acceptEncoding: string | undefined): Coding {
  if (acceptEncoding === undefined || acceptEncoding === '') return 'identity';
  const previous = known.get(acceptEncoding);
  if (previous !== undefined) return previous;
  const coding = negotiate(acceptEncoding);
  if (acceptEncoding.length <= MAX_KNOWN_LENGTH) {
    if (known.size >= MAX_KNOWN) known.clear();
    known.set(acceptEncoding, coding);
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
  // Identity is sent even with `q=0`: the only other answer would be an error.
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
