import { describe, expect, test } from '@jest/globals';
import { readLines } from '../../../src/ingest/release/read-lines.ts';
import { cutAtEndMarker, removeTrailing } from '../../../src/ingest/release/trailing-matter.ts';
import { type TrailingRule, trailingRuleSchema } from '../../../src/ingest/release/trailing-rule.ts';
import { parseYaml } from '../../../src/model/yaml-document.ts';

const STORY = ['The bell rang on Tuesday for the first time in a year.', 'Forty families heard it.'];

function keep(paragraphs: readonly string[], rules: readonly TrailingRule[] = []): readonly string[] {
  return removeTrailing(
    paragraphs.map((text, index) => ({ text, line: index + 1 })),
    rules,
  ).map((paragraph) => paragraph.text);
}

describe('trailing matter', () => {
  test.each([
    '👉 Share this article with your friends!',
    '📲 Join our WhatsApp channel',
    '🔔 Subscribe to our newsletter',
    '❤️ Support our work',
    '🌍 Stay connected with us',
    'Share this',
    'Share on Facebook',
    'Please like, share and subscribe.',
    'Follow us on Instagram',
    'Follow Harbour Wire on Telegram',
    'What do you think? Let us know in the comments.',
    'Leave a comment below',
    'We’d love to hear from you.',
    'Donate now',
    'Your gift helps us report from places that others forget.',
    'Sign up for daily prayer alerts: https://wire.example/prayer',
    'If you are interested in hosting a speaker, write to us.',
    'If you would like to receive our news by e-mail, click here.',
    'Click here to read the full article',
    'Read more: Church reopens.',
    'To learn more about Harbour Relief, visit www.relief.example.',
    'For more information, contact Anna Lee.',
    'The post Church reopens appeared first on Wire.',
    'This article was originally published by Wire.',
    '© 2026 Wire. All rights reserved.',
    'Copyright 2026 Wire',
    'Unsubscribe',
    'https://wire.example/stories/1',
    '#Ardun #Hope @wire',
    'Tel: +1 555 010 0199',
    'If you’d like to stay informed, sign up here.',
    'Will you stand with believers in Karvenna? Your gift provides a Bible.',
    'The views expressed in this article are those of the author.',
    'Suscríbete a nuestro boletín',
    'הירשמו לעלון שלנו',
    'اشتركوا في القناة',
  ])('this is removed: %s', (call) => {
    expect(keep([...STORY, call])).toEqual(STORY);
  });

  test.each([
    'Share prices of the sawmill fell 3% on Monday.',
    'Latest figures show that 212 families gave wood.',
    'Follow-up talks are expected on Sunday.',
    'Support for the plan grew.',
    'Comment from the ministry was not available.',
    'Comments by the minister drew criticism.',
    'Donations have reached 40,000.',
    'Contact with the village was lost on Sunday.',
    'Copyright law changed as well.',
    'For more than 20 years the church has stood.',
    'To help the families, the church has opened a kitchen.',
    'Like this village, many others were emptied.',
    'Looking for survivors, the teams worked through the night.',
    'Visits to the site rose.',
    'Registered voters came.',
    'Related families shared a tent.',
    '“Share what you have,” she said.',
    '🙏 Pray for the families of the valley.',
  ])('this is kept, though it begins like a call: %s', (sentence) => {
    expect(keep([...STORY, sentence])).toEqual([...STORY, sentence]);
  });

  test('a call inside the article is kept', () => {
    const paragraphs = [STORY[0] ?? '', '📲 Join our channel', 'If you are interested in bells, come.', STORY[1] ?? ''];
    expect(keep(paragraphs)).toEqual(paragraphs);
  });

  test.each([
    [['Latest from Wire', 'A choir in a bus depot', 'Olive growers press together']],
    [['Latest headlines:', '• A choir in a bus depot.', '• Olive growers press together.']],
    [['Related stories', 'A choir in a bus depot', 'It began with two drivers.', 'Olive growers press together']],
    [['More from Wire', 'https://wire.example/1', 'Will it rain in Ardun?']],
    [['Share this:', 'Facebook', 'X', 'WhatsApp']],
    [['Media contact:', 'Anna Lee', 'Harbour Relief', '+1 555 010 0199']],
    [['About Harbour Relief', 'Harbour Relief is a charity of twelve churches.', 'It was founded in 1994.']],
    [['About the author', 'Anna Lee writes from Ardun.']],
  ])('a heading is removed with the items below it: %j', (tail) => {
    expect(keep([...STORY, ...tail])).toEqual(STORY);
  });

  test.each([
    [['Latest developments', 'The council met on Monday.', 'It will meet again.']],
    [['About the festival', 'The festival began in 1994.']],
    [['More rain than ever', 'The valley had 90 millimetres of rain in a day.']],
    [['They need:', '• blankets', '• a field kitchen']],
  ])('a section of the article is kept with its heading: %j', (section) => {
    expect(keep([...STORY, ...section])).toEqual([...STORY, ...section]);
  });

  test('calls, lists and promotion are removed in any order', () => {
    const tail = [
      '👉 Share this article!',
      'Together we can!',
      'Latest from Wire',
      'A choir in a bus depot',
      'If you are interested in our work, write to us.',
      'About Wire',
      'Wire is an agency.',
      '© 2026 Wire',
    ];
    expect(keep([...STORY, ...tail])).toEqual(STORY);
  });
});

test('the portrait of the author is removed, and of no other person', () => {
  const paragraphs = [...STORY, 'Anna Lee is a reporter in Ardun.'].map((text, index) => ({ text, line: index + 1 }));
  expect(removeTrailing(paragraphs, [], [{ name: 'Anna Lee' }])).toHaveLength(2);
  expect(removeTrailing(paragraphs, [], [{ name: 'Anna' }, { name: 'John Roe' }])).toHaveLength(3);
});

describe('an end marker', () => {
  test.each([
    '###',
    '# # #',
    '-30-',
    '– 30 –',
    'END',
    'ENDS',
    '-ends-',
    '[ENDS]',
    '-- ',
    'Notes to editors:',
    'Note to Editors',
  ])('ends the text: %s', (marker) => {
    const lines = readLines(`${STORY[0]}\n${marker}\nA long note that would pass for a paragraph of the story.`);
    expect(cutAtEndMarker(lines).map((line) => line.text)).toEqual([STORY[0]]);
  });

  test.each(['The end of the road', 'Ends of rope', '30', '- 31 -', '# 30'])('is not: %s', (line) => {
    const lines = readLines(`${STORY[0]}\n${line}\n${STORY[1]}`);
    expect(cutAtEndMarker(lines)).toHaveLength(3);
  });

  test('needs text before it', () => {
    expect(cutAtEndMarker(readLines(`###\n${STORY[0]}`))).toHaveLength(2);
  });

  test('is not a signature if a whole article follows', () => {
    const lines = readLines(`${STORY[0]}\n--\n${`${STORY[1]}\n`.repeat(20)}`);
    expect(cutAtEndMarker(lines)).toBe(lines);
  });
});

describe('a rule of the source', () => {
  test.each<[TrailingRule, string]>([
    [{ 'starts-with': 'word for the week' }, '📖 Word for the Week: be still.'],
    [{ matches: '^\\W*blessings' }, '— Blessings from all of us.'],
    [{ matches: 'wire service$' }, 'Brought to you by the Wire Service'],
  ])('removes what it matches: %j', (rule, paragraph) => {
    expect(keep([...STORY, paragraph])).toEqual([...STORY, paragraph]);
    expect(keep([...STORY, paragraph], [rule])).toEqual(STORY);
  });

  test('also removes the titles below it', () => {
    const tail = ['Word for the week', 'Be still', 'A lamp to my feet'];
    expect(keep([...STORY, ...tail], [{ 'starts-with': 'Word for' }])).toEqual(STORY);
  });

  test('does not apply inside the article', () => {
    const paragraphs = ['Word for word, they repeated it.', ...STORY];
    expect(keep(paragraphs, [{ 'starts-with': 'Word for' }])).toEqual(paragraphs);
  });

  test.each([
    ['starts-with: Latest from', { 'starts-with': 'Latest from' }],
    ['matches: "^\\\\W*donate"', { matches: '^\\W*donate' }],
  ])('is read from YAML: %s', (text, rule) => {
    expect(parseYaml({ file: 'sources.yaml', text }, trailingRuleSchema)).toEqual({ kind: 'valid', value: rule });
  });

  test.each([
    ['matches: "(donate"', 'matches', 'a JavaScript regular expression (flags i and u)', '"(donate"'],
    ['matches: "x*"', 'matches', 'a regular expression that does not match an empty text', '"x*"'],
    ['starts-with: " "', 'starts-with', 'some text that a paragraph begins with', '" "'],
    ['starts-with: 5', 'starts-with', 'some text that a paragraph begins with', '5'],
    ['contains: x', 'contains', 'a known field', '"contains"'],
    ['{}', undefined, 'either starts-with or matches', '{}'],
    ['{ starts-with: a, matches: b }', undefined, 'either starts-with or matches', '{"starts-with":"a","matches":"b"}'],
    ['donate', undefined, 'a rule: starts-with or matches', '"donate"'],
  ])('is refused with the reason: %s', (text, field, expected, got) => {
    expect(parseYaml({ file: 'sources.yaml', text }, trailingRuleSchema)).toEqual({
      kind: 'invalid',
      problems: [{ file: 'sources.yaml', line: 1, ...(field === undefined ? {} : { field }), expected, got }],
    });
  });
});
