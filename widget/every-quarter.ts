/** 15 minutes, in milliseconds. */
const QUARTER = 9e5;

/** Calls `due` every 15 minutes while the page is looked at; after a longer absence at once. No timer runs while the page is hidden. */
export function everyQuarter(due: () => void): void {
  let next = Date.now() + QUARTER;
  let timer = 0;
  const look = (): void => {
    clearTimeout(timer);
    if (document.hidden) return;
    const now = Date.now();
    if (now >= next) {
      next = now + QUARTER;
      due();
    }
    timer = setTimeout(look, next - now);
  };
  document.addEventListener('visibilitychange', look);
  look();
}
