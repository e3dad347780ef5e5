type Properties<Tag extends keyof HTMLElementTagNameMap> = Partial<Omit<HTMLElementTagNameMap[Tag], 'part'>> & {
  /** The name under which a page's style sheet reaches the element, by `::part`: that of the element, unless it is given. */
  readonly part?: string;
};

/** Creates an element with its properties and children; a string becomes text, never markup. What is false or empty is left out. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties?: Properties<Tag>,
  ...children: readonly (Node | string | false | 0 | undefined)[]
): HTMLElementTagNameMap[Tag] {
  const created = Object.assign(document.createElement(tag), { part: tag }, properties);
  created.append(...(children.filter((child) => child) as (Node | string)[]));
  return created;
}
