/** Creates an element with its properties and children; a string becomes text, never markup. What is false or empty is left out. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Partial<HTMLElementTagNameMap[Tag]>,
  ...children: readonly (Node | string | false | 0 | undefined)[]
): HTMLElementTagNameMap[Tag] {
  const created = Object.assign(document.createElement(tag), properties);
  created.append(...children.filter((child): child is Node | string => !!child));
  return created;
}
