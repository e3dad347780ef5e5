/** For so long after a key or a click what moves is an answer to it, in milliseconds; browsers say 500 (Layout Instability, section 2.3), and drawing takes some of it. */
const ANSWER_MS = 350;

let acted = -ANSWER_MS;
for (const type of ['keydown', 'mousedown']) {
  addEventListener(type, ({ timeStamp }) => (acted = timeStamp), true);
}

/** Whether the visitor did something just now, so that the page may move. */
export function isAnswer(): boolean {
  return performance.now() - acted < ANSWER_MS;
}

/** Whether the section may become higher or lower: as an answer, or because what stands below it is out of sight. */
export function mayGrow(section: HTMLElement): boolean {
  return isAnswer() || section.getBoundingClientRect().bottom >= innerHeight;
}

/** Resolves once the page has been painted as it is now. */
export function painted(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}
