/**
 * Creates an element. Strings become text, never markup. Empty and false children are left out. `part`, the name for `::part` in the page's style
 * sheet, is the tag by default. Attributes, because Firefox before 119 has no properties for roles and labels.
 */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes?: Readonly<Record<string, string | number>>,
  ...children: readonly (Node | string | false | 0 | undefined)[]
): HTMLElementTagNameMap[Tag] {
  const created = document.createElement(tag);
  for (const [name, value] of Object.entries({ part: tag, ...attributes })) created.setAttribute(name, value as string);
  created.append(...(children.filter((child) => child) as (Node | string)[]));
  return created;
}
