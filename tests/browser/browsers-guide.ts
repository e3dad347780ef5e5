import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { CASES } from './cases/cases.ts';
import type { BrowserName } from './drivers/test-browser.ts';

const FILE = path.resolve('docs/browsers.md');
const NAMES: readonly BrowserName[] = ['Chromium', 'Firefox', 'WebKit'];

export const readBrowsersGuide = (): string => readFileSync(FILE, 'utf8');

/** The page with the tables that the cases demand, and with this version of a browser. */
export function buildBrowsersGuide(tried?: { readonly name: BrowserName; readonly version: string }): string {
  const text = readBrowsersGuide();
  const versions = NAMES.map((name) => {
    const version = name === tried?.name ? tried.version : new RegExp(`${name} ([\\d.]+)`).exec(text)?.[1];
    return `${name} ${version}`;
  });
  const tables = Object.entries(CASES).map(([heading, cases]) => {
    const rows = cases.map(({ name, except }) => [name, ...NAMES.map((browser) => except?.[browser] ?? 'yes')]);
    const lines = [[heading, ...versions], ['---', '---', '---', '---'], ...rows];
    return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
  });
  return text.replace(/^\|.*/ms, `${tables.join('\n\n')}\n`);
}

export function writeBrowsersGuide(text: string): void {
  writeFileSync(FILE, text);
}
