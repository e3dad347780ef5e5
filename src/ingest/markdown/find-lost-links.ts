import { type Problem, showValue } from '../../model/problem.ts';
import { type HtmlElement, type HtmlNode, parseHtml } from '../clean-html/html-tree.ts';
import { isFilePath, resolveLink, resolveWeb } from '../clean-html/resolve-url.ts';
import { isPixel, sourcesOf } from '../clean-html/tidy-image.ts';
import { findLineOf } from '../folder/find-line-of.ts';

/** The others are found when these are mended. */
const MAX_LOST = 20;
const EXPECTED = 'an address that begins with https://, http:// or mailto:';

/** Links and images of a text whose addresses lead nowhere, so that only their texts are published. Images may be files. */
export function findLostLinks(
  file: string,
  html: string,
  text: string,
  firstLine: number,
  canonical: string | undefined,
): readonly Problem[] {
  if (!/<(?:a|img)\s/i.test(html)) return [];
  const lost = new Map<string, string>();
  const look = (nodes: readonly HtmlNode[]): void => {
    for (const node of nodes) {
      if (typeof node === 'string') continue;
      const address = findLostAddress(node, canonical);
      if (address !== undefined) lost.set(address, node.name);
      look(node.children);
    }
  };
  look(parseHtml(html) ?? []);
  return [...lost].slice(0, MAX_LOST).map(([address, name]) => {
    const expected = name === 'img' ? 'a file, or an address that begins with https://' : expectation(address);
    return { file, line: findLineOf(text, address, 1) + firstLine - 1, expected, got: showValue(address) };
  });
}

function findLostAddress({ name, attributes }: HtmlElement, canonical: string | undefined): string | undefined {
  if (name === 'a') {
    const { href } = attributes;
    return href === undefined || resolveLink(href, canonical) !== undefined ? undefined : href;
  }
  if (name !== 'img' || isPixel(attributes)) return undefined;
  const sources = sourcesOf(attributes);
  return sources.some((source) => isFilePath(source) || resolveWeb(source, canonical) !== undefined)
    ? undefined
    : sources[0];
}

function expectation(address: string): string {
  if (address.startsWith('#')) return `${EXPECTED} (headings have none)`;
  if (/^[^\s/?#:@]+@[^\s/?#:@]+\.\w+$/.test(address)) return `mailto:${address}`;
  if (
    /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,}(?:[/?#]|$)/i.test(address) &&
    !/\.(?:md|markdown|html?)$/i.test(address)
  ) {
    return `https://${address}`;
  }
  return EXPECTED;
}
