import {
  ALLOWED,
  ALLOWED_EVERYWHERE,
  ATTRIBUTE_FORMS,
  DROPPED,
  MEANINGLESS_EMPTY_BLOCKS,
  PHRASING_ONLY,
  RENAMED,
} from './allowed-html.ts';
import { tidyEmbed, tidyObject } from './embeds.ts';
import type { HtmlElement, HtmlNode } from './html-tree.ts';
import { isHidden, tidyImage, tidyPictureElement, withoutFallbackCopies } from './images.ts';
import { tidyPlayer } from './players.ts';
import type { TidyContext, TidyRule } from './tidy-context.ts';
import { resolveLink } from './urls.ts';

/** The elements that become something else than themselves. */
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

const OUTSIDE = { insideLink: false, insidePhrasing: false, insidePre: false };

const HEADING = /^h[1-6]$/;
const BLANK_TO_A_READER = /^[\s\u200B-\u200D\u2060]*$/;
const BLANK_TO_HTML = /^[ \t\n\f]+$/;
/** Elements that are something to see though there is no text in them. */
const SEEN_WITHOUT_TEXT: ReadonlySet<string> = new Set(['img', 'audio', 'video', 'hr', 'td', 'th']);

/**
 * Makes of any tree one that holds only what an article may hold: allowed elements and attributes, absolute addresses, real pictures,
 * links in the place of embeds, no headings of the first level, nothing empty. Tidying what is tidy changes nothing.
 */
export function tidyHtml(
  nodes: readonly HtmlNode[],
  { baseUrl, mediaImages }: Pick<TidyContext, 'baseUrl' | 'mediaImages'>,
): readonly HtmlNode[] {
  const headingShift = holds(nodes, 'h1') ? 1 : 0;
  return tidyChildren(nodes, { baseUrl, mediaImages, headingShift, ...OUTSIDE });
}

function tidyChildren(children: readonly HtmlNode[], context: TidyContext): readonly HtmlNode[] {
  const tidied = withoutFallbackCopies(children, context).flatMap((node) =>
    typeof node === 'string' ? node : tidyElement(node, context),
  );
  return context.insidePre ? tidied : foldBlanks(tidied);
}

function tidyElement(element: HtmlElement, context: TidyContext): readonly HtmlNode[] {
  if (DROPPED.has(element.name) || isHidden(element.attributes)) return [];
  const rule = RULES.get(element.name) ?? tidyPlain;
  return rule(element, context, tidyChildren);
}

/** An element that is allowed as it is, or under another name; of any other its content. */
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
  return unlessEmpty({
    name: 'a',
    attributes: { href, ...keepAttributes('a', element.attributes, context.baseUrl) },
    children,
  });
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
    const value = attributes[key];
    const form = value === undefined ? undefined : ATTRIBUTE_FORMS[key]?.(value, baseUrl);
    if (form !== undefined) kept[key] = form;
  }
  return kept;
}

/** The element; where nothing is to be seen in it, the white space that keeps its neighbours apart. */
function unlessEmpty(element: HtmlElement): readonly HtmlNode[] {
  const isBlock = MEANINGLESS_EMPTY_BLOCKS.has(element.name);
  const needsContent = isBlock || PHRASING_ONLY.has(element.name);
  if (!needsContent || hasSomethingToSee(element.children)) return [element];
  return isBlock ? ['\n'] : element.children;
}

function hasSomethingToSee(nodes: readonly HtmlNode[]): boolean {
  return nodes.some((node) =>
    typeof node === 'string'
      ? !BLANK_TO_A_READER.test(node)
      : SEEN_WITHOUT_TEXT.has(node.name) || hasSomethingToSee(node.children),
  );
}

/** Texts that have come together are one; white space alone is one space, or one line end. */
function foldBlanks(nodes: readonly HtmlNode[]): readonly HtmlNode[] {
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

function holds(nodes: readonly HtmlNode[], name: string): boolean {
  return nodes.some((node) => typeof node !== 'string' && (node.name === name || holds(node.children, name)));
}
