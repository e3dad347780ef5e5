type Properties<Tag extends keyof HTMLElementTagNameMap> = Partial<Omit<HTMLElementTagNameMap[Tag], 'part'>> & {
  /** Name for `::part` in the page's style sheet; the tag by default. */
  readonly part?: string;
};

/** Creates an element. Strings become text, never markup. Empty and false children are left out. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties?: Properties<Tag>,
  ...children: readonly (Node | string | false | 0 | undefined)[]
): HTMLElementTagNameMap[Tag] {
  const created = Object.assign(document.createElement(tag), { part: tag }, properties);
  created.append(...(children.filter((child) => child) as (Node | string)[]));
  return created;
}
