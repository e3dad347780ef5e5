import { expect, test } from '@jest/globals';
import { buildHeadlines } from '../../src/render/headlines.ts';
import { renderVersionedScript, renderWidgetScript } from '../../src/render/widget-script.ts';
import { article, documentOf } from './newsroom.ts';

const ARCHIVE = 'https://news.example.org/v1/tidings-archive.abcd1234.js';

test('without headlines the code finds `tidings` undefined, and the address of the archive', () => {
  expect(renderWidgetScript('run(tidings);\n', ARCHIVE)).toBe(
    `(function(tidings,archive){run(tidings);\n})(void 0,"${ARCHIVE}");\n`,
  );
});

test('with headlines the code finds them, whatever stands in them', () => {
  const headlines = buildHeadlines(documentOf([article(1, { title: '</script><!-- \u2028 & "quotes"' })]), 1);
  const script = renderWidgetScript('return tidings;', ARCHIVE, headlines);
  expect(script).toContain('\\u003c/script>\\u003c!-- \\u2028 & \\"quotes\\"');
  expect(new Function(`return ${script}`)()).toEqual(headlines);
});

test('a comment on the last line of the code ends there', () => {
  expect(new Function(`return ${renderWidgetScript('return 1 // the end', ARCHIVE)}`)()).toBe(1);
});

test.each([
  ['https://news.example.org/v1.4.2/tidings.js', 'https://news.example.org/v1/tidings-archive.abcd1234.js'],
  ['https://example.org/news/v1.4.2/tidings.js?x', 'https://example.org/news/v1/tidings-archive.abcd1234.js'],
])('a release that came from %s takes the archive from there', (src, archive) => {
  const script = renderVersionedScript('return archive;', '/v1/tidings-archive.abcd1234.js');
  expect(new Function('document', `return ${script}`)({ currentScript: { src } })).toBe(archive);
});

test('a release that does not know where it came from has no archive', () => {
  const script = renderVersionedScript('return archive;', '/v1/tidings-archive.abcd1234.js');
  expect(new Function('document', `return ${script}`)({ currentScript: null })).toBeUndefined();
});
