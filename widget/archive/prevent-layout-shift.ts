/**
 * What moves this soon after a key or a click is an answer to it. Browsers count 500 ms (Layout Instability, section 2.3), but drawing takes some of
 * that.
 */
const ANSWER_MS = 350;

let lastInput = -ANSWER_MS;
let lastTraversal = 0;
for (const type of ['keydown', 'mousedown']) {
  addEventListener(type, ({ timeStamp }) => (lastInput = timeStamp), true);
}

addEventListener('popstate', ({ timeStamp }) => (lastTraversal = timeStamp));

/** Whether the page that is shown was reached by the browser's back or forward button. */
export function isTraversal(): boolean {
  return lastTraversal > lastInput;
}

/** Whether the visitor has just pressed a key or clicked, so that the page may move. */
export function isAnswer(): boolean {
  return performance.now() - lastInput < ANSWER_MS;
}

/** Whether the section may change its height without a layout shift: as an answer, in a closed tab, or because what follows it is out of sight. */
export function mayResize(section: HTMLElement): boolean {
  return isAnswer() || !section.offsetHeight || section.getBoundingClientRect().bottom >= innerHeight;
}

/** Resolves when the browser has drawn the page as it is now. */
export function nextFrame(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}
