/** 15 minutes, in milliseconds. */
const QUARTER = 9e5;

/** Calls `due` every 15 minutes; while the page is hidden it waits until it is looked at again. */
export function everyQuarter(due: () => void): void {
  setInterval(() => {
    if (document.hidden) document.addEventListener('visibilitychange', due, { once: true });
    else due();
  }, QUARTER);
}
