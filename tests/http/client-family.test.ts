import { expect, test } from '@jest/globals';
import { findClientFamily } from '../../src/http/client-family.ts';

test.each([
  ['Feedly/1.0 (+http://www.feedly.com/fetcher.html; 16 subscribers)', 'Feedly'],
  ['NetNewsWire (RSS Reader; https://netnewswire.com/)', 'NetNewsWire'],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0', 'Firefox'],
  ['Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36', 'Chrome'],
  ['Mozilla/5.0 (X11) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0', 'Edge'],
  ['Mozilla/5.0 (iPhone) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1', 'Safari'],
  ['Ada Brook’s own program 1.2 (ada@example.org)', 'other'],
  ['', 'other'],
  [undefined, 'other'],
])('%s is of the family %s', (userAgent, family) => {
  expect(findClientFamily(userAgent)).toBe(family);
  expect(findClientFamily(userAgent)).toBe(family);
});
