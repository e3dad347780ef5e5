import { isPositiveInteger, isWebUrl } from './value-checks.ts';
import { parseXml } from './xml-tree.ts';

/** The parameters of a request that affect the response. */
export interface OembedLimits {
  readonly maxwidth?: number;
  readonly maxheight?: number;
}

const STRINGS = ['type', 'version', 'title', 'author_name', 'provider_name', 'html'];
const ADDRESSES = ['author_url', 'provider_url', 'thumbnail_url'];
const NUMBERS = ['cache_age', 'thumbnail_width', 'thumbnail_height', 'width', 'height'];

/** Parses a response by its media type: members with their values as text. Throws if it is not an oEmbed document. */
export function readOembed(type: string | undefined, body: string): ReadonlyMap<string, string> {
  const essence = type?.split(';')[0];
  if (essence === 'application/json') {
    const members = Object.entries(JSON.parse(body));
    for (const [name, value] of members) {
      const expected = NUMBERS.includes(name) ? 'number' : 'string';
      if (typeof value !== expected) throw new Error(`${name}: expected a ${expected}, got ${JSON.stringify(value)}`);
    }
    return new Map(members.map(([name, value]) => [name, String(value)]));
  }
  if (essence !== 'text/xml') throw new Error(`expected application/json or text/xml, got ${type}`);
  const root = parseXml(body);
  if (root.local !== 'oembed' || root.uri !== '') throw new Error(`expected an element oembed, got ${root.local}`);
  return new Map(root.children.map((child) => [child.local, child.text]));
}

/** Violations in a response of type `rich` (oEmbed 1.0, sections 2.3.4 and 2.3.4.4). */
export function checkOembed(members: ReadonlyMap<string, string>, limits: OembedLimits = {}): readonly string[] {
  const problems: string[] = [];
  const expect = (holds: boolean, problem: string) => {
    if (!holds) problems.push(problem);
  };
  const number = (name: string) => Number(members.get(name));
  const known = [...STRINGS, ...ADDRESSES, ...NUMBERS];
  for (const [name, value] of members) {
    expect(known.includes(name), `${name}: not in the specification`);
    expect(value.trim() !== '', `${name}: empty`);
    if (ADDRESSES.includes(name)) expect(isWebUrl(value), `${name}: no address: ${value}`);
    if (NUMBERS.includes(name)) expect(isPositiveInteger(value), `${name}: no number: ${value}`);
  }
  expect(members.get('type') === 'rich', 'type: expected rich');
  expect(members.get('version') === '1.0', 'version: expected 1.0');
  for (const name of ['html', 'width', 'height']) expect(members.has(name), `${name}: missing`);

  const thumbnail = ['thumbnail_url', 'thumbnail_width', 'thumbnail_height'].filter((name) => members.has(name));
  expect(thumbnail.length === 0 || thumbnail.length === 3, 'thumbnail: all three or none');
  for (const prefix of thumbnail.length > 0 ? ['', 'thumbnail_'] : ['']) {
    const { maxwidth = Number.POSITIVE_INFINITY, maxheight = Number.POSITIVE_INFINITY } = limits;
    expect(number(`${prefix}width`) <= maxwidth, `${prefix}width: more than maxwidth`);
    expect(number(`${prefix}height`) <= maxheight, `${prefix}height: more than maxheight`);
  }
  return problems;
}
