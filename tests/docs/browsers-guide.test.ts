import { expect, test } from '@jest/globals';
import { buildBrowsersGuide, readBrowsersGuide, writeBrowsersGuide } from '../browser/browsers-guide.ts';

test('docs/browsers.md lists every case with the browsers in which it runs, and the browsers in which it does not with the reason', () => {
  const expected = buildBrowsersGuide();
  if (process.env.UPDATE_GOLDEN === '1') writeBrowsersGuide(expected);
  else expect(readBrowsersGuide()).toBe(expected);
});
