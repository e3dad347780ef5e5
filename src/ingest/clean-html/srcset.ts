/** One address of a `srcset`, and its width (`w`, in pixels) or pixel density (`x`). */
export interface SrcsetCandidate {
  readonly url: string;
  readonly descriptor: { readonly unit: 'w' | 'x'; readonly value: number } | undefined;
}

const CANDIDATE = /[\s,]*(\S+)([^,]*)/y;
const DESCRIPTOR = /^(\d{1,5}|\d{1,3}\.\d{1,3})([wx])$/;

/** Parses a `srcset` (HTML, section 4.8.4.2.1). Candidates with an invalid descriptor are left out. */
export function parseSrcset(srcset: string): readonly SrcsetCandidate[] {
  const candidates: SrcsetCandidate[] = [];
  CANDIDATE.lastIndex = 0;
  for (let match = CANDIDATE.exec(srcset); match !== null; match = CANDIDATE.exec(srcset)) {
    const [, rawUrl = '', rest = ''] = match;
    const url = rawUrl.replace(/,+$/, '');
    // A comma at the end of an address ends the candidate.
    if (url !== rawUrl) CANDIDATE.lastIndex -= rest.length;
    const text = url === rawUrl ? rest.trim() : '';
    const [, value, unit] = DESCRIPTOR.exec(text) ?? [];
    if (text === '') candidates.push({ url, descriptor: undefined });
    else if (Number(value) > 0)
      candidates.push({ url, descriptor: { unit: unit === 'w' ? 'w' : 'x', value: Number(value) } });
  }
  return candidates;
}

/** Serializes a `srcset`. All candidates need the same unit: those with another unit than the first are left out. */
export function serializeSrcset(candidates: readonly SrcsetCandidate[]): string {
  const unit = candidates[0]?.descriptor?.unit ?? 'x';
  return candidates
    .filter(({ descriptor }) => (descriptor?.unit ?? 'x') === unit)
    .map(({ url, descriptor }) => {
      const address = url.replace(/,$/, '%2C');
      return descriptor === undefined ? address : `${address} ${descriptor.value}${descriptor.unit}`;
    })
    .join(', ');
}

export function findLargest(candidates: readonly SrcsetCandidate[]): string | undefined {
  const size = ({ descriptor }: SrcsetCandidate) => descriptor?.value ?? 1;
  return candidates.toSorted((a, b) => size(b) - size(a))[0]?.url;
}
