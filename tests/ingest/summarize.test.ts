import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { listParagraphs } from '../../src/ingest/clean-html/list-paragraphs.ts';
import { findSentenceEnds } from '../../src/ingest/find-sentence-ends.ts';
import { summarize } from '../../src/ingest/summarize.ts';

function sentences(text: string): readonly string[] {
  let start = 0;
  return findSentenceEnds(text).map((end) => {
    const sentence = text.slice(start, end).trim();
    start = end;
    return sentence;
  });
}

describe('a sentence', () => {
  test.each([
    ['Dr. Smith met Mr. J. R. Lee. They prayed.', ['Dr. Smith met Mr. J. R. Lee.', 'They prayed.']],
    ['St. Paul wrote to Rome. Gen. Adam read it.', ['St. Paul wrote to Rome.', 'Gen. Adam read it.']],
    ['The U.S. Army left at 3 a.m. Monday. It rained.', ['The U.S. Army left at 3 a.m. Monday.', 'It rained.']],
    ['He left at 3 a.m. The army came.', ['He left at 3 a.m.', 'The army came.']],
    ['He moved to the U.S. His wife stayed.', ['He moved to the U.S.', 'His wife stayed.']],
    ['On Nov. 3 it cost $3.5 million. It grew.', ['On Nov. 3 it cost $3.5 million.', 'It grew.']],
    ['House No. 5 burned. She said no. Then it rained.', ['House No. 5 burned.', 'She said no.', 'Then it rained.']],
    ['“It is over.” She wept.', ['“It is over.”', 'She wept.']],
    ['“Why?” he asked. “We came!” They did.', ['“Why?” he asked.', '“We came!”', 'They did.']],
    ['Wait… what happened? Nothing...', ['Wait… what happened?', 'Nothing...']],
    ['كيف الحال؟ نعم. جيد.', ['كيف الحال؟', 'نعم.', 'جيد.']],
    ['पहला वाक्य। दूसरा वाक्य।', ['पहला वाक्य।', 'दूसरा वाक्य।']],
    ['קודם. אחר כך.', ['קודם.', 'אחר כך.']],
    ['他来了。她走了。', ['他来了。', '她走了。']],
    ['No stop at all', ['No stop at all']],
  ])('is recognised: %s', (text, expected) => {
    expect(sentences(text)).toEqual(expected);
  });
});

describe('a summary', () => {
  test('is the first paragraph if it is short', () => {
    expect(summarize(['The bell rang. Forty families heard it.', 'It rained.'])).toBe(
      'The bell rang. Forty families heard it.',
    );
  });

  test('has as many whole sentences as fit', () => {
    expect(summarize(['One two three. Four five six. Seven eight nine.'], 30)).toBe('One two three. Four five six.');
  });

  test('has one whole sentence, even a longer one', () => {
    const sentence = `${'word '.repeat(80)}end.`;
    expect(sentence.length).toBeGreaterThan(300);
    expect(summarize([`${sentence} Another.`])).toBe(sentence);
  });

  test('cuts a very long sentence before a space, with an ellipsis', () => {
    const summary = summarize([`${'well-known word, '.repeat(60)}end.`]);
    expect(summary.length).toBeLessThanOrEqual(300);
    expect(summary).toMatch(/^(?:well-known word, )+well-known(?: word)?…$/);
  });

  test('cuts after a word in a script without spaces', () => {
    const summary = summarize(['天气很好我们去公园散步然后回家吃饭'.repeat(60)]);
    expect(summary.length).toBeLessThanOrEqual(300);
    expect(summary).toMatch(/^[天气很好我们去公园散步然后回家吃饭]+…$/u);
  });

  test.each([
    ['“', '”'],
    ['"', '"'],
    ['«', '»'],
    ['(', ')'],
  ])('does not end between %s and %s if it can end before', (open, close) => {
    expect(summarize([`They came home. ${open}We sang. We wept. We slept,${close} she said.`], 40)).toBe(
      'They came home.',
    );
  });

  test('ends inside a quotation if it cannot end before', () => {
    expect(summarize(['“We sang. We wept. We slept. We went home,” she said.'], 30)).toBe(
      '“We sang. We wept. We slept.',
    );
  });

  test.each([
    ['a first sentence of five thirds of the limit', 'Abcdef hij klm.', 9, 'Abcdef hij klm.'],
    ['a first sentence that is longer', 'Abcdef hijk klm.', 9, 'Abcdef…'],
    ['a sentence that ends at the limit', 'Abcd. Efgh. Ijkl.', 11, 'Abcd. Efgh.'],
    ['a quotation before a bracket', 'They said "yes" today. (We sang. We wept.)', 35, 'They said "yes" today.'],
    ['a space at the limit', 'abcd fghi klmn pqrs', 10, 'abcd fghi…'],
    ['a space behind the limit', 'abcd fghij klmn pqrs', 10, 'abcd…'],
    ['marks before the space', 'abcd, – efghijk lmnop', 10, 'abcd…'],
    ['words without spaces', 'alpha/beta/gamma/delta/epsilon', 14, 'alpha/beta/…'],
    ['words without spaces up to the limit', 'alpha/beta/gamma/delta/epsilon', 12, 'alpha/beta/…'],
    ['a word that is too long', 'abcdefghijklmnopqrstuvwxyz', 10, 'abcdefghi…'],
  ])('is exact for %s', (_what, text, limit, expected) => {
    expect(summarize([text], limit)).toBe(expected);
  });

  test('takes a paragraph of a hundred characters for text', () => {
    expect(summarize([`A${'b'.repeat(99)}`, 'The bell rang.'])).toBe(`A${'b'.repeat(99)}`);
    expect(summarize([`A${'b'.repeat(98)}`, 'The bell rang.'])).toBe('The bell rang.');
  });

  test.each([
    [['👉 Share this', 'The bell rang.'], 'The bell rang.'],
    [['Signs of hope', 'The bell rang.'], 'The bell rang.'],
    [['* * *', '', 'The bell rang.'], 'The bell rang.'],
    [['They need:', 'The bell rang.'], 'They need:'],
    [[' The\n  bell rang. '], 'The bell rang.'],
    [['* * *'], ''],
    [['- bread', 'The bell rang.'], 'The bell rang.'],
    [['Signs of hope'], 'Signs of hope'],
    [['Subscribe to our newsletter.'], ''],
    [[], ''],
  ])('comes from the first real paragraph: %j', (paragraphs, expected) => {
    expect(summarize(paragraphs)).toBe(expected);
  });

  test('reads a text as paragraphs separated by blank lines', () => {
    expect(summarize('Signs of hope\r\n \r\nThe bell\nrang.\n\nIt rained.')).toBe('The bell rang.');
  });

  test('of any text is part of it, is short, and is never cut inside a word', () => {
    fc.assert(
      fc.property(
        fc.array(fc.lorem({ maxCount: 120, mode: 'words' })),
        fc.integer({ min: 20, max: 400 }),
        (texts, limit) => {
          const summary = summarize(texts, limit);
          const start = summary.replace(/…$/u, '');
          const whole = texts.find((text) => text.startsWith(start));
          expect([start === '', whole === undefined]).toEqual([texts.length === 0, texts.length === 0]);
          expect(summary.length).toBeLessThanOrEqual(Math.floor((limit * 5) / 3));
          expect(whole?.slice(start.length) ?? '').toMatch(/^(?:[\s,]|$)/u);
        },
      ),
    );
  });
});

describe('the paragraphs of an article', () => {
  test.each([
    ['<div><p>a</p></div><p> \n</p>c<p>b <i>c</i></p>', ['a', 'b c']],
    ['a <b>b</b>', ['a b']],
    ['<p> </p>', [' ']],
    [
      '<p>a<br>b<sup>[12]</sup> c<sup>2</sup><b>[1]</b><sup>x[1]</sup><sup>[1]x</sup><sup>[1]<i>y</i></sup></p>',
      ['a\nb c2[1]x[1][1]x[1]y'],
    ],
    ...'h1 h2 h3 h4 h5 h6 figure figcaption aside table pre ul ol dl blockquote footer header'
      .split(' ')
      .map((name) => [`<${name}>a<p>b</p></${name}><p>c</p>`, ['c']] as const),
  ])('of %s are %j', (html, expected) => {
    expect(listParagraphs(html)).toEqual(expected);
  });
});
