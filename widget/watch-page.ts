/** Milliseconds. A page that changes all the time is looked at five times a second. */
const PAUSE = 200;

/**
 * Calls `changed` soon after elements came, colours may have changed, or loading went a step on, which is how divs are found that an optimiser, a builder or a
 * navigation without reload brings late.
 */
export function watchPage(changed: () => void): void {
  let due = false;
  const soon = (): void => {
    if (!due)
      setTimeout(() => {
        due = false;
        changed();
      }, PAUSE);
    due = true;
  };
  new MutationObserver(soon).observe(document, {
    childList: true,
    subtree: true,
    attributes: true,
  });
  // A theme that fades shows its final colours at the end only.
  for (const event of ['visibilitychange', 'readystatechange', 'transitionend']) document.addEventListener(event, soon);
  matchMedia('(prefers-color-scheme:dark)').onchange = soon;
}
