import { expect, test } from '@jest/globals';
import { pino } from 'pino';
import request from 'supertest';
import { draftOf, feedOf, openNewsroom } from '../http/newsroom.ts';
import { podcast } from '../render/newsroom.ts';

test('an article that a podcast leaves out is logged once, not at each rendering', async () => {
  const lines: string[] = [];
  const log = pino({ level: 'error' }, { write: (line: string) => void lines.push(line) });
  const audio = { url: 'https://audio.example/a.mp3', type: 'audio/mpeg' };
  const newsroom = await openNewsroom([feedOf('talks', { podcast })], [draftOf('Talk', { audio })], { log });
  for (const format of ['rss', 'atom', 'json', 'rss']) {
    await request(newsroom.app).get(`/feeds/talks.${format}`).expect(200);
    newsroom.cache.invalidate();
  }
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    expect.objectContaining({ feed: 'talks', reason: 'an episode needs audio of known length' }),
  ]);
  await newsroom.publish(draftOf('Talk', { audio: { ...audio, type: 'audio/ogg', bytes: 9 } }));
  await request(newsroom.app).get('/feeds/talks.rss').expect(200);
  expect(lines).toHaveLength(2);
  await newsroom.close();
});
