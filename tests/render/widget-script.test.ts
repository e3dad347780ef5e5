import { expect, test } from '@jest/globals';
import { buildHeadlines } from '../../src/render/headlines.ts';
import { renderVersionedScript, renderWidgetScript } from '../../src/render/widget-script.ts';
import { article, documentOf } from './newsroom.ts';

const SECOND_SCRIPT = 'https://news.example.org/v1/tidings-archive.abcd1234.js';

test('without headlines the code finds `tidings` undefined, and the address of the second script', () => {
  expect(renderWidgetScript('run(tidings);\n', SECOND_SCRIPT)).toBe(
    `(function(tidings,secondScript){run(tidings);\n})(void 0,"${SECOND_SCRIPT}");\n`,
  );
});

test('with headlines the code finds them, whatever stands in them', () => {
  const headlines = buildHeadlines(documentOf([article(1, { title: '</script><!-- \u2028 & "quotes"' })]), 1);
  const script = renderWidgetScript('return tidings;', SECOND_SCRIPT, headlines);
  expect(script).toContain('\\u003c/script>\\u003c!-- \\u2028 & \\"quotes\\"');
  expect(new Function(`return ${script}`)()).toEqual(headlines);
});

test('a comment on the last line of the code ends there', () => {
  expect(new Function(`return ${renderWidgetScript('return 1 // the end', SECOND_SCRIPT)}`)()).toBe(1);
});

test.each([
  ['https://news.example.org/v1.4.2/tidings.js', 'https://news.example.org/v1/tidings-archive.abcd1234.js'],
  ['https://example.org/news/v1.4.2/tidings.js?x', 'https://example.org/news/v1/tidings-archive.abcd1234.js'],
])('a release that came from %s takes the second script from there', (src, secondScript) => {
  const script = renderVersionedScript('return secondScript;', '/v1/tidings-archive.abcd1234.js');
  expect(new Function('document', `return ${script}`)({ currentScript: { src } })).toBe(secondScript);
});

test('a release that does not know where it came from has no second script', () => {
  const script = renderVersionedScript('return secondScript;', '/v1/tidings-archive.abcd1234.js');
  expect(new Function('document', `return ${script}`)({ currentScript: null })).toBeUndefined();
});
