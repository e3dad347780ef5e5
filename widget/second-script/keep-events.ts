const TYPES = ['keydown', 'keypress', 'keyup', 'pointerdown', 'mousedown', 'touchstart', 'click'];

/** Scripts of the page see the div as the target of an event, and not our checkbox or text field, whose keys and clicks they would take. */
export function keepEvents(root: ShadowRoot): void {
  // Passive, so that a finger scrolls at once.
  for (const type of TYPES) root.addEventListener(type, keep, { passive: true });
}

function keep(event: Event): void {
  if (/^(Tab|Esc)/.test((event as KeyboardEvent).key)) return;
  if ((event.composedPath()[0] as Element).matches('input,select,button,audio')) event.stopPropagation();
}
