import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import type { SecondScript } from '../../src/publish/widget-code.ts';
import { builtSecondScript, builtWidgetCode } from '../widget/built-widget.ts';
import { draftOf, feedOf, type Newsroom, openNewsroom } from './newsroom.ts';

describe('the script of the layouts that load later', () => {
  let newsroom: Newsroom;
  let script: SecondScript;

  beforeAll(async () => {
    script = await builtSecondScript();
    newsroom = await openNewsroom([feedOf('top')], [draftOf('One')], {
      widgetCode: builtWidgetCode,
      secondScript: async () => script,
    });
  });
  afterAll(() => newsroom.close());

  test('has the address that the widget loads, is immutable, and every origin can read it', async () => {
    const { text } = await request(newsroom.app).get('/v1/top.js');
    expect(text).toContain(script.path);
    const answer = await request(newsroom.app).get(script.path).set('Origin', 'https://church.example');
    expect([answer.status, answer.text]).toEqual([200, script.code]);
    expect(answer.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
      'x-content-type-options': 'nosniff',
    });
    expect(newsroom.cache.find(script.path)).toBeDefined();
  });

  test('is served under the hash of an earlier version too, but not as immutable', async () => {
    for (const address of ['/v1/tidings-archive.AAAAAAAA.js', '/v1/tidings-archive.BBBBBBBB.js']) {
      const answer = await request(newsroom.app).get(address);
      expect([answer.status, answer.text]).toEqual([200, script.code]);
      expect(answer.headers['cache-control']).toMatch(/^public, max-age=300,/);
      expect(newsroom.cache.find(address)).toBeUndefined();
    }
  });
});
