import {
  ALLOWED,
  ALLOWED_EVERYWHERE,
  DROPPED,
  MEANINGLESS_EMPTY_BLOCKS,
  PHRASING_ONLY,
  RENAMED,
  toAttribute,
} from './allowed-html.ts';
import type { HtmlElement, HtmlNode } from './html-tree.ts';
import { resolveLink } from './resolve-url.ts';
import type { TidyContext, TidyRule } from './tidy-context.ts';
import { tidyEmbed, tidyObject, tidyPlayer } from './tidy-embed.ts';
import { isHidden, tidyImage, tidyPictureElement, withoutFallbackCopies } from './tidy-image.ts';

const RULES: ReadonlyMap<string, TidyRule> = new Map([
  ['a', tidyLink],
  ['audio', tidyPlayer],
  ['embed', tidyEmbed],
  ['iframe', tidyEmbed],
  ['img', tidyImage],
  ['object', tidyObject],
  ['picture', tidyPictureElement],
  ['source', () => []],
  ['video', tidyPlayer],
]);

const HEADING = /^h[1-6]$/;
const BLANK_TO_READERS = /^[\s\u200B-\u200D\u2060]*$/;
const BLANK_TO_HTML = /^[ \t\n\f]+$/;
const VISIBLE_WITHOUT_TEXT: ReadonlySet<string> = new Set(['img', 'audio', 'video', 'hr', 'td', 'th']);

/** Reduces a tree to what an article may contain. Tidying a tidy tree changes nothing. */
export function tidyHtml(
  nodes: readonly HtmlNode[],
  baseUrl: TidyContext['baseUrl'],
  mediaImages: TidyContext['mediaImages'],
): readonly HtmlNode[] {
  const headingShift = containsElement(nodes, 'h1') ? 1 : 0;
  const outside = { insideLink: false, insidePhrasing: false, insidePre: false };
  return tidyChildren(nodes, { baseUrl, mediaImages, headingShift, ...outside });
}

function tidyChildren(children: readonly HtmlNode[], context: TidyContext): readonly HtmlNode[] {
  const tidied = withoutFallbackCopies(children, context).flatMap((node) =>
    typeof node === 'string' ? node : tidyElement(node, context),
  );
  return context.insidePre ? tidied : collapseBlanks(tidied);
}

function tidyElement(element: HtmlElement, context: TidyContext): readonly HtmlNode[] {
  if (DROPPED.has(element.name) || isHidden(element.attributes)) return [];
  const rule = RULES.get(element.name) ?? tidyPlain;
  return rule(element, context, tidyChildren);
}

function tidyPlain(element: HtmlElement, context: TidyContext): readonly HtmlNode[] {
  const name = newName(element.name, context);
  if (!Object.hasOwn(ALLOWED, name)) return tidyChildren(element.children, context);
  const attributes = keepAttributes(name, element.attributes, context.baseUrl);
  const children = tidyChildren(element.children, {
    ...context,
    insidePhrasing: context.insidePhrasing || PHRASING_ONLY.has(name),
    insidePre: context.insidePre || name === 'pre',
  });
  if (name === 'span' && Object.keys(attributes).length === 0) return children;
  return unlessEmpty({ name, attributes, children });
}

function tidyLink(element: HtmlElement, context: TidyContext): readonly HtmlNode[] {
  const href = resolveLink(element.attributes.href, context.baseUrl);
  if (href === undefined || context.insideLink) return tidyChildren(element.children, context);
  const children = tidyChildren(element.children, { ...context, insideLink: true });
  const attributes = { href, ...keepAttributes('a', element.attributes, context.baseUrl) };
  return unlessEmpty({ name: 'a', attributes, children });
}

function newName(name: string, { headingShift }: TidyContext): string {
  if (HEADING.test(name)) return `h${Math.min(Number(name.slice(1)) + headingShift, 6)}`;
  return (Object.hasOwn(RENAMED, name) ? RENAMED[name] : undefined) ?? name;
}

function keepAttributes(
  name: string,
  attributes: HtmlElement['attributes'],
  baseUrl: string | undefined,
): HtmlElement['attributes'] {
  const kept: Record<string, string> = {};
  for (const key of [...(ALLOWED[name] ?? []), ...ALLOWED_EVERYWHERE]) {
    const value = toAttribute(key, attributes[key], baseUrl);
    if (value !== undefined) kept[key] = value;
  }
  return kept;
}

/** The element, or the white space that separates its neighbours if it is empty. */
function unlessEmpty(element: HtmlElement): readonly HtmlNode[] {
  const isBlock = MEANINGLESS_EMPTY_BLOCKS.has(element.name);
  const needsContent = isBlock || PHRASING_ONLY.has(element.name);
  if (!needsContent || isVisible(element.children)) return [element];
  return isBlock ? ['\n'] : element.children;
}

function isVisible(nodes: readonly HtmlNode[]): boolean {
  return nodes.some((node) =>
    typeof node === 'string'
      ? !BLANK_TO_READERS.test(node)
      : VISIBLE_WITHOUT_TEXT.has(node.name) || isVisible(node.children),
  );
}

/** Joins adjacent texts. White space alone becomes one space or one line end. */
function collapseBlanks(nodes: readonly HtmlNode[]): readonly HtmlNode[] {
  const joined: HtmlNode[] = [];
  for (const node of nodes) {
    const last = joined.at(-1);
    if (typeof node === 'string' && typeof last === 'string') joined[joined.length - 1] = last + node;
    else joined.push(node);
  }
  return joined.map((node) =>
    typeof node === 'string' && BLANK_TO_HTML.test(node) ? (node.includes('\n') ? '\n' : ' ') : node,
  );
}

function containsElement(nodes: readonly HtmlNode[], name: string): boolean {
  return nodes.some((node) => typeof node !== 'string' && (node.name === name || containsElement(node.children, name)));
}
