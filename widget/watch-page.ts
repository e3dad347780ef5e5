/**
 * Calls `changed` whenever elements came or loading went a step on, which is how divs are found that an optimiser, a builder or a
 * navigation without reload brings late. It says whether the page may have changed its colours too.
 */
export function watchPage(changed: (restyled: boolean) => void): void {
  const observer = new MutationObserver((records) => look(records.some((record) => record.attributeName)));
  const look = (isRestyled: boolean): void => {
    // A navigation without reload may have brought a new body; observing the same one again changes nothing.
    for (const element of [document.documentElement, document.body]) {
      if (element) observer.observe(element, { attributes: true });
    }
    changed(isRestyled);
  };
  observer.observe(document, { childList: true, subtree: true });

  const restyled = (): void => look(true);
  // A theme that fades shows its final colours at the end only.
  for (const event of ['readystatechange', 'transitionend']) document.addEventListener(event, restyled);
  matchMedia('(prefers-color-scheme:dark)').onchange = restyled;
  restyled();
}
