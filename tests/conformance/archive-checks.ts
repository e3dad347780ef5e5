import { isWebUrl } from './value-checks.ts';
import { childrenOf, type XmlElement } from './xml-tree.ts';

const ATOM = 'http://www.w3.org/2005/Atom';
const HISTORY = 'http://purl.org/syndication/history/1.0';
const RELATIONS = ['current', 'next', 'prev-archive', 'next-archive'];

/** Checks the links of a feed or channel by RFC 5005, section 4. */
export function checkArchive(container: XmlElement, path: string): readonly string[] {
  const links = childrenOf(container, ATOM, 'link');
  const hrefs = (rel: string) =>
    links.filter((link) => link.attributes.get('rel') === rel).map((link) => link.attributes.get('href') ?? '');
  const marks = childrenOf(container, HISTORY, 'archive').length;
  const [self, current, older, newer] = ['self', 'current', 'prev-archive', 'next-archive'].map((rel) => hrefs(rel)[0]);
  const neighbours = [self, current, older, newer].filter((href) => href !== undefined);
  return [
    ...RELATIONS.filter((rel) => hrefs(rel).length > 1).map((rel) => `${path}: more than one link rel=${rel}`),
    ...RELATIONS.flatMap(hrefs)
      .filter((href) => !isWebUrl(href))
      .map((href) => `${path}: no absolute address: ${href}`),
    ...(new Set(neighbours).size === neighbours.length ? [] : [`${path}: two of its documents have one address`]),
    ...(marks > 1 ? [`${path}: more than one fh:archive`] : []),
    ...(marks === 1 && current === undefined ? [`${path}: a page of an archive without link rel=current`] : []),
    ...(marks === 0 && newer !== undefined ? [`${path}: link rel=next-archive outside an archive`] : []),
  ];
}
