import { expect, test } from '@jest/globals';
import { buildHeadlines } from '../../src/render/headlines.ts';
import { renderWidgetScript } from '../../src/render/widget-script.ts';
import { article, documentOf } from './newsroom.ts';

test('without headlines the code finds TIDINGS undefined', () => {
  expect(renderWidgetScript('run(TIDINGS);\n')).toBe('(function(TIDINGS){run(TIDINGS);\n})(void 0);\n');
});

test('with headlines the code finds them, whatever stands in them', () => {
  const headlines = buildHeadlines(documentOf([article(1, { title: '</script><!-- \u2028 & "quotes"' })]), 1);
  const script = renderWidgetScript('return TIDINGS;', headlines);
  expect(script).toContain('\\u003c/script>\\u003c!-- \\u2028 & \\"quotes\\"');
  expect(new Function(`return ${script}`)()).toEqual(headlines);
});

test('a comment on the last line of the code ends there', () => {
  expect(new Function(`return ${renderWidgetScript('return 1 // the end')}`)()).toBe(1);
});
