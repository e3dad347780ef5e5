import type { Coding } from '../publish/representation.ts';
import { memoizeByText } from './memoize-by-text.ts';

/** The coding with the highest weight (RFC 9110, section 12.5.3); among equals brotli, then gzip, then identity. */
export function chooseCoding(acceptEncoding = ''): Coding {
  return acceptEncoding === '' ? 'identity' : negotiate(acceptEncoding);
}

const negotiate = memoizeByText((header): Coding => {
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
});

function weightOf(parameters: readonly string[]): number {
  const q = parameters.find((parameter) => parameter.startsWith('q='));
  if (q === undefined) return 1;
  const weight = Number(q.slice(2));
  return Number.isFinite(weight) ? Math.min(Math.max(weight, 0), 1) : 0;
}
