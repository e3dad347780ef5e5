/** Scrolls the page at once, even if its style sheet scrolls smoothly. */
export function scrollToElement(element: Element | undefined, block: ScrollLogicalPosition = 'start'): void {
  element?.scrollIntoView({ behavior: 'instant', block });
}

/** Moves the focus and nothing else. */
export function focusInPlace(element: HTMLElement | undefined): void {
  element?.focus({ preventScroll: true });
}
