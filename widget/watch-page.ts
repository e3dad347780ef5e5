/** A page that changes all the time is checked five times a second. */
const DELAY_MS = 200;

/**
 * Calls `onChange` soon after the page has changed: new elements, other colours, more loaded. This finds divs that an optimiser, a page builder or a
 * navigation without reload adds late.
 */
export function watchPage(onChange: () => void): void {
  let isScheduled = false;
  const schedule = (): void => {
    if (isScheduled) return;
    isScheduled = true;
    setTimeout(() => {
      isScheduled = false;
      onChange();
    }, DELAY_MS);
  };
  new MutationObserver(schedule).observe(document, { childList: true, subtree: true, attributes: true });
  // `transitionend`, because a theme that fades has its final colours only then.
  for (const event of ['visibilitychange', 'readystatechange', 'transitionend']) {
    document.addEventListener(event, schedule);
  }
  matchMedia('(prefers-color-scheme:dark)').onchange = schedule;
}
