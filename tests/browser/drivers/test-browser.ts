/** What all three browsers can be told from outside. */
export interface TestBrowser {
  readonly name: BrowserName;
  readonly version: string;
  /** Opens an empty tab of this size, and closes all others. */
  openTab(width: number, height: number): Promise<void>;
  /** Opens a page in the tab and waits until its HTML is parsed. Images, `async` scripts and iframes may still be loading. */
  open(url: string): Promise<void>;
  /** The value of an expression in the page, or in the iframe that these selectors lead to. It waits for a promise. */
  evaluate(expression: string, frames: readonly string[]): Promise<unknown>;
  /** Clicks with the mouse at this point of the window. */
  clickAt(x: number, y: number): Promise<void>;
  press(key: Key): Promise<void>;
  resize(width: number, height: number): Promise<void>;
  /** The visible part of the page, as PNG. */
  screenshot(): Promise<Buffer>;
  /** The addresses of the tabs that the page has opened. */
  listOpenedTabs(): Promise<readonly string[]>;
  close(): Promise<void>;
}

export type BrowserName = 'Chromium' | 'Firefox' | 'WebKit';

/** Keys without a character, with their codes in WebDriver (https://www.w3.org/TR/webdriver2/#keyboard-actions). */
export const KEYS = {
  Tab: '\uE004',
  Enter: '\uE007',
  Escape: '\uE00C',
  Space: ' ',
  PageDown: '\uE00F',
  End: '\uE010',
  Home: '\uE011',
  ArrowLeft: '\uE012',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
} as const;
export type Key = keyof typeof KEYS;

/** The same fonts, language and time zone for every browser, whatever the machine has. */
export const NEUTRAL_ENVIRONMENT = {
  PATH: process.env.PATH,
  TMPDIR: process.env.TMPDIR,
  LANG: 'en_US.UTF-8',
  LANGUAGE: 'en_US',
  TZ: 'UTC',
  FONTCONFIG_FILE: new URL('../fonts.conf', import.meta.url).pathname,
};
