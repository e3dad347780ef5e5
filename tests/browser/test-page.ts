import { expect } from '@jest/globals';
import type { Key, TestBrowser } from './drivers/test-browser.ts';

/** A condition that a page does not meet in this time is a failure. Long, for a busy machine. */
const MAX_WAIT_MS = 30_000;
/** What expressions can use. Both look into open shadow roots. */
const HELPERS = `
  const all = (selector, root = document) => [...root.querySelectorAll('*')].flatMap((element) => [
    ...(element.matches(selector) ? [element] : []), ...(element.shadowRoot ? all(selector, element.shadowRoot) : [])]);
  const find = (selector) => {
    const [element] = all(selector);
    if (!element) throw new Error('No element matches ' + selector);
    return element;
  };`;

/** A page, or an iframe in it. */
interface TestFrame {
  /**
   * The value of a JavaScript expression in the page. In it `find(selector)` is the first element that matches and `all(selector)`
   * the list, in open shadow roots too.
   */
  evaluate<T>(expression: string): Promise<T>;
  /** Waits until the expression has this value. */
  expectValue(expression: string, expected: unknown): Promise<void>;
  /** Scrolls to the first element that matches, in open shadow roots too, and clicks its middle with the mouse. */
  click(selector: string): Promise<void>;
  /** The iframe that the selector finds. */
  frame(selector: string): TestFrame;
}

/** The page that a case looks at, in any browser. */
export interface TestPage extends TestFrame {
  open(url: string): Promise<void>;
  /** Presses the browser's Back button. */
  back(): Promise<void>;
  press(...keys: readonly Key[]): Promise<void>;
  /** Sets the size of the window. It is 1280 by 900 when a case starts. */
  resize(width: number, height: number): Promise<void>;
  /** The visible part of the page, as PNG. */
  screenshot(): Promise<Buffer>;
  /** Waits until the page has opened a tab with this address. */
  expectOpenedTab(url: string): Promise<void>;
}

export function toTestPage(browser: TestBrowser): TestPage {
  const inFrames = (frames: readonly string[]): TestFrame => {
    const evaluate = async <T>(expression: string) =>
      (await browser.evaluate(`(async () => {${HELPERS}\nreturn (${expression}\n); })()`, frames)) as T;
    return {
      evaluate,
      expectValue: (expression, expected) => expectSoon(() => evaluate(expression), expected),
      async click(selector) {
        const middle = `((element) => {
          element.scrollIntoView({ block: 'center', behavior: 'instant' });
          const { left, top, width, height } = element.getBoundingClientRect();
          return [left + width / 2, top + height / 2];
        })(find(${JSON.stringify(selector)}))`;
        let [x, y] = await evaluate<[number, number]>(middle);
        for (let depth = frames.length - 1; depth >= 0; depth -= 1) {
          const corner = `((iframe) => {
            const { left, top } = iframe.getBoundingClientRect();
            return [left + iframe.clientLeft, top + iframe.clientTop];
          })(find(${JSON.stringify(frames[depth])}))`;
          const [left, top] = await inFrames(frames.slice(0, depth)).evaluate<[number, number]>(corner);
          x += left;
          y += top;
        }
        await browser.clickAt(x, y);
      },
      frame: (selector) => inFrames([...frames, selector]),
    };
  };
  return {
    ...inFrames([]),
    open: (url) => browser.open(url),
    // The page answers before it is left.
    back: () => browser.evaluate('void setTimeout(() => history.back())', []) as Promise<void>,
    async press(...keys) {
      for (const key of keys) await browser.press(key);
    },
    resize: (width, height) => browser.resize(width, height),
    screenshot: () => browser.screenshot(),
    expectOpenedTab: (url) => expectSoon(() => browser.listOpenedTabs(), [url]),
  };
}

/** Asks until the answer is as expected. An error counts as another answer: an iframe may be loading. */
async function expectSoon(ask: () => Promise<unknown>, expected: unknown): Promise<void> {
  const deadline = performance.now() + MAX_WAIT_MS;
  for (;;) {
    const found = await ask().catch((error: unknown) => error);
    try {
      expect(found).toEqual(expected);
      return;
    } catch (failure) {
      if (performance.now() > deadline) throw failure;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
