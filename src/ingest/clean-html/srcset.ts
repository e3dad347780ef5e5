/** Its descriptor is a width (`640w`, in pixels), a pixel density (`2x`), or empty. */
export interface SrcsetCandidate {
  readonly url: string;
  readonly descriptor: string;
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
    if (text === '') candidates.push({ url, descriptor: '' });
    else if (Number(value) > 0) candidates.push({ url, descriptor: `${Number(value)}${unit}` });
  }
  return candidates;
}

/** Serializes a `srcset`. All candidates need the same unit: those with another unit than the first are left out. */
export function serializeSrcset(candidates: readonly SrcsetCandidate[]): string {
  const unitOf = (candidate: SrcsetCandidate | undefined) => candidate?.descriptor.at(-1) ?? 'x';
  return candidates
    .filter((candidate) => unitOf(candidate) === unitOf(candidates[0]))
    .map(({ url, descriptor }) => `${url.replace(/,$/, '%2C')} ${descriptor}`.trimEnd())
    .join(', ');
}

export function findLargest(candidates: readonly SrcsetCandidate[]): string | undefined {
  const size = ({ descriptor }: SrcsetCandidate) => Number.parseFloat(descriptor || '1');
  return candidates.toSorted((a, b) => size(b) - size(a))[0]?.url;
}
