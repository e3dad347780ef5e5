import { expect, test } from '@jest/globals';
import { mintUuidV7, parseArticleId } from '../../src/model/ids.ts';
import { decodePercent, toWebUrl } from '../../src/model/web-url.ts';

const ID = '019aa0e5-1c00-7abc-8def-0123456789ab';

test.each([
  ['https://x.example/a?b=c#d', 'https://x.example/a?b=c#d'],
  ['http://x.example', 'http://x.example/'],
  ['HTTPS://X.example/ä b', 'https://x.example/%C3%A4%20b'],
  ['https://x.example/a|b^c?`{d}\\[e]|f', 'https://x.example/a%7Cb%5Ec?%60%7Bd%7D%5C%5Be%5D%7Cf'],
  ['https://[2001:db8::1]/a[1]', 'https://[2001:db8::1]/a%5B1%5D'],
  ['http://[2001:db8::1]/a', 'http://[2001:db8::1]/a'],
  ['ftp://x.example/', undefined],
  ['mailto:desk@x.example', undefined],
  ['javascript:alert(1)', undefined],
  ['/a', undefined],
  ['', undefined],
])('the web address %j is %j', (text, url) => {
  expect(toWebUrl(text)).toBe(url);
});

test.each([
  ['a%20b%C3%A4', 'a bä'],
  ['100%', '100%'],
])('%j without percent-encoding is %j', (text, decoded) => {
  expect(decodePercent(text)).toBe(decoded);
});

test.each([
  [ID, ID],
  [ID.toUpperCase(), ID],
  [`${ID}0`, undefined],
  [`0${ID}`, undefined],
  [ID.replace('-7', '-4'), undefined],
  [ID.replace('-8', '-c'), undefined],
  [ID.replaceAll('-', ''), undefined],
])('the id in %j is %j', (text, id) => {
  expect(parseArticleId(text)).toBe(id);
});

test.each([0, 1, 2 ** 32 - 1, 2 ** 32, Date.parse('2026-11-20T08:00:00.123Z')])(
  'an id begins with its time: %i',
  (at) => {
    const [id, other] = [mintUuidV7(at), mintUuidV7(at)];
    expect(Number.parseInt(id.replace('-', '').slice(0, 12), 16)).toBe(at);
    expect(parseArticleId(id)).toBe(id);
    expect(other).not.toBe(id);
  },
);
