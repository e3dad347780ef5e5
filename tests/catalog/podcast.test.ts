import { describe, expect, test } from '@jest/globals';
import { feedSchema } from '../../src/catalog/feed-schema.ts';
import { formatProblem } from '../../src/model/problem.ts';
import { parseYaml } from '../../src/model/yaml-document.ts';

const PODCAST = `
title: Tidings Audio
description: Stories to listen to.
podcast:
  author: Tidings News
  owner: { name: Tidings News, email: audio@news.example.org }
  categories:
    - { name: News, subcategory: Daily News }
    - { name: Religion & Spirituality, subcategory: Christianity }
  explicit: false
  artwork: https://news.example.org/artwork.jpg
`;

describe('the definition of a podcast', () => {
  test('has the fields that directories require, and defaults', () => {
    const parsed = parseYaml({ file: 'audio.yaml', text: PODCAST }, feedSchema);
    expect(parsed.kind === 'valid' && parsed.value.podcast).toMatchObject({
      owner: { email: 'audio@news.example.org' },
      categories: [
        { name: 'News', subcategory: 'Daily News' },
        { name: 'Religion & Spirituality', subcategory: 'Christianity' },
      ],
      type: 'episodic',
      locked: true,
    });
  });

  test('is refused with all missing and invalid fields at once', () => {
    const text = PODCAST.replace('explicit: false', 'explicit: perhaps')
      .replace('audio@news.example.org', 'nobody')
      .replace('  artwork', '  art');
    const parsed = parseYaml({ file: 'audio.yaml', text }, feedSchema);
    const said = parsed.kind === 'invalid' ? parsed.problems.map(formatProblem) : [];
    expect(said).toEqual([
      'audio.yaml:4: podcast.artwork: expected an absolute http(s) URL, or a file beside this one, got nothing',
      'audio.yaml:6: podcast.owner.email: expected an e-mail address, got "nobody"',
      'audio.yaml:10: podcast.explicit: expected true or false, got "perhaps"',
      'audio.yaml:11: podcast.art: expected a known field, got "art"',
    ]);
  });
});
