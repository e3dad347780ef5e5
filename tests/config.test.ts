import { readFile } from 'node:fs/promises';
import { describe, expect, test } from '@jest/globals';
import { loadConfig, OPTIONS, publicUrlOf } from '../src/config.ts';
import { StartError } from '../src/model/problem.ts';

describe('options', () => {
  test('every option has a default that is itself valid', () => {
    const config = loadConfig({});
    expect(Object.keys(config)).toEqual(Object.keys(OPTIONS));
    expect(config).toMatchObject({
      PORT: 3000,
      DATABASE_URL: { kind: 'file', path: 'data/tidings.db' },
      LOG_LEVEL: 'info',
    });
  });

  test('all invalid values are named, each with what was expected and what came', () => {
    const invalid = {
      PORT: '70000',
      PUBLIC_URL: 'example.org',
      LOG_LEVEL: 'loud',
      TRUST_PROXY: 'yes',
      DATABASE_URL: 'sqlite:',
      TIMEZONE: 'Mars/Olympus',
    };
    const error = thrownBy(() => loadConfig(invalid));
    expect(error).toBeInstanceOf(StartError);
    for (const [name, value] of Object.entries(invalid)) {
      expect((error as Error).message).toMatch(new RegExp(`^  ${name}: expected .+, got "${value}"$`, 'm'));
    }
  });

  test.each(['ftp://example.org', 'https://example.org/?a=1', 'https://user@example.org', 'https://example.org/#top'])(
    'PUBLIC_URL refuses %s',
    (PUBLIC_URL) => {
      expect(() => loadConfig({ PUBLIC_URL })).toThrow('PUBLIC_URL');
    },
  );

  test.each(['UTC', 'Europe/Berlin', 'America/Argentina/Buenos_Aires'])('TIMEZONE accepts %s', (TIMEZONE) => {
    expect(loadConfig({ TIMEZONE }).TIMEZONE).toBe(TIMEZONE);
  });

  test.each(['', '+01:00', 'Berlin', 'CEST'])('TIMEZONE refuses "%s"', (TIMEZONE) => {
    expect(() => loadConfig({ TIMEZONE })).toThrow('TIMEZONE: expected the name of a time zone such as Europe/Berlin');
  });

  test('the public URL is the given one without its trailing slash, or localhost with the real port', () => {
    expect(publicUrlOf(loadConfig({ PUBLIC_URL: 'https://news.example.org/' }), 8080)).toBe('https://news.example.org');
    expect(publicUrlOf(loadConfig({}), 41234)).toBe('http://localhost:41234');
  });

  test('the README lists the options with their defaults and meanings', async () => {
    const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
    const rows = [...readme.matchAll(/^\| `([A-Z_]+)` \| (?:`([^`]*)`|) ?\| (.+) \|$/gm)].map(
      ([, name, fallback = '', meaning]) => ({ name, fallback, meaning }),
    );
    expect(rows).toEqual(Object.entries(OPTIONS).map(([name, { fallback, meaning }]) => ({ name, fallback, meaning })));
  });
});

function thrownBy(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  return undefined;
}
