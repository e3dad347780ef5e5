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

  test.each([
    'ftp://example.org',
    'https://example.org/?a=1',
    'https://example.org/?',
    'https://user@example.org',
    'https://:word@example.org',
    'https://example.org/#top',
    'https://example.org/#',
    'https:/example.org',
    'https:///example.org',
    'https:\\\\example.org',
    'https://example.org/a b',
    'https://example.org/"><b>',
  ])('PUBLIC_URL refuses %s', (PUBLIC_URL) => {
    expect(() => loadConfig({ PUBLIC_URL })).toThrow('PUBLIC_URL');
  });

  test.each(['https://news.example.org:8443/a/b/', 'http://[::1]:3000', 'https://news.example.org/@desk'])(
    'PUBLIC_URL accepts %s',
    (PUBLIC_URL) => {
      expect(loadConfig({ PUBLIC_URL }).PUBLIC_URL).toBe(PUBLIC_URL);
    },
  );

  test('PUBLIC_URL in another script is written in ASCII, since headers of HTTP have no other characters', () => {
    const { PUBLIC_URL } = loadConfig({ PUBLIC_URL: 'https://новости.example/é' });
    expect(PUBLIC_URL).toBe('https://xn--b1amnebsh.example/%C3%A9');
  });

  test.each(['0123456789abcde', ' '.repeat(16)])('NEWSROOM_TOKEN refuses "%s", and does not tell it', (token) => {
    const error = thrownBy(() => loadConfig({ NEWSROOM_TOKEN: token })) as Error;
    expect(error.message).toContain('NEWSROOM_TOKEN: expected at least 16 characters, or nothing, got another text');
  });

  test('options that PURGE needs are named where they are missing, and its token is never told', () => {
    const messageOf = (environment: Record<string, string>) =>
      (thrownBy(() => loadConfig(environment)) as Error).message.split('\n').slice(1);
    expect(messageOf({ PURGE: 'akamai', PURGE_URL: 'proxy:80', PURGE_TOKEN: 'se cret', PORT: 'x' })).toEqual([
      '  PORT: expected a port from 0 to 65535, got "x"',
      '  PURGE: expected one of varnish, nginx, cloudflare, fastly, or nothing, got "akamai"',
      '  PURGE_URL: expected absolute http or https URLs with spaces between them, or nothing, got "proxy:80"',
      '  PURGE_TOKEN: expected a token of ASCII characters without spaces, or nothing, got another text',
    ]);
    expect(messageOf({ PURGE: 'fastly' })).toEqual([
      '  PURGE_ZONE: expected a value, because PURGE is fastly; got nothing',
      '  PURGE_TOKEN: expected a value, because PURGE is fastly; got nothing',
    ]);
    expect(messageOf({ PURGE: 'nginx', PORT: 'x' })).toHaveLength(2);
    expect(messageOf({ PURGE_URL: 'http://me:secret@proxy' }).join()).toContain('got "http://…@proxy"');
    const { PURGE_URL } = loadConfig({ PURGE: 'varnish', PURGE_URL: ' http://a:1  http://b ' });
    expect(PURGE_URL).toEqual(['http://a:1', 'http://b']);
  });

  test('several workers need a database that all of them see', () => {
    const error = thrownBy(() => loadConfig({ WORKERS: '2', DATABASE_URL: 'sqlite::memory:', PORT: 'x' })) as Error;
    expect(error.message).toContain('WORKERS: expected 1 with a database in memory, got "2"');
    expect(error.message).toContain('PORT: expected a port');
  });

  test.each(['UTC', 'Europe/Berlin', 'America/Argentina/Buenos_Aires'])('TIMEZONE accepts %s', (TIMEZONE) => {
    expect(loadConfig({ TIMEZONE }).TIMEZONE).toBe(TIMEZONE);
  });

  test.each(['', '+01:00', 'Berlin', 'CEST'])('TIMEZONE refuses "%s"', (TIMEZONE) => {
    expect(() => loadConfig({ TIMEZONE })).toThrow('TIMEZONE: expected the name of a time zone such as Europe/Berlin');
  });

  test.each([
    ['SITE_CONTACT', 'desk@example.org', 'mailto:desk@example.org'],
    ['SITE_CONTACT', 'https://example.org/contact', 'https://example.org/contact'],
    ['SITE_LOGO', 'logo.svg', 'newsroom/logo.svg'],
    ['SITE_LOGO', 'https://example.org/logo.svg', 'https://example.org/logo.svg'],
    ['SITE_COLOUR', '1D4E89', '#1d4e89'],
    ['SITE_COLOUR', '#1d4e89', '#1d4e89'],
    ['SITE_COLOUR_DARK', '9cc3f5', '#9cc3f5'],
  ] as const)('%s accepts %s', (name, value, expected) => {
    expect(loadConfig({ NEWSROOM_DIR: 'newsroom', [name]: value })[name]).toBe(expected);
  });

  test.each([
    ['SITE_CONTACT', 'the desk', 'an e-mail address or an https URL'],
    ['SITE_CONTACT', 'javascript:alert(1)', 'an e-mail address or an https URL'],
    ['SITE_LOGO', 'http://example.org/logo.png', 'a file in the folder of the newsroom, or an https URL'],
    ['SITE_LOGO', 'data:image/png;base64,AA==', 'a file in the folder of the newsroom, or an https URL'],
    ['SITE_COLOUR', 'blue', 'a colour of six hexadecimal digits such as 1d4e89'],
    ['SITE_COLOUR', 'f5c518', 'a colour with a contrast of at least 4.5 to 1 on light pages, such as 82680d'],
    ['SITE_COLOUR_DARK', '1d4e89', 'a colour with a contrast of at least 4.5 to 1 on dark pages, such as 6e8eb3'],
  ])('%s refuses %s', (name, value, expected) => {
    expect(() => loadConfig({ [name]: value })).toThrow(`  ${name}: expected ${expected}, got "${value}"`);
  });

  test.each([
    ['at Amazon', {}, 'https://news.s3.eu-central-1.amazonaws.com/media/'],
    ['at Amazon, with dots', { MEDIA_URL: 's3://a.b' }, 'https://s3.eu-central-1.amazonaws.com/a.b/'],
    ['elsewhere', { AWS_ENDPOINT_URL: 'http://10.0.0.1:9000/' }, 'http://10.0.0.1:9000/news/media/'],
    [
      'elsewhere, in the host',
      { AWS_ENDPOINT_URL: 'https://example.org', MEDIA_URL_STYLE: 'virtual-host' },
      'https://news.example.org/media/',
    ],
  ])('a bucket of MEDIA_URL %s has its address', (_where, options, expected) => {
    const given = { MEDIA_URL: 's3://news/media', AWS_REGION: 'eu-central-1', ...KEY };
    expect(loadConfig({ ...given, ...options }).bucket?.baseUrl).toBe(expected);
  });

  test('MEDIA_URL needs a key, and messages do not tell its secret', () => {
    const missing = thrownBy(() => loadConfig({ MEDIA_URL: 's3://news', PORT: 'x' })) as Error;
    expect(missing.message.match(/^ {2}\w+: expected/gm)).toEqual([
      '  PORT: expected',
      '  AWS_ACCESS_KEY_ID: expected',
      '  AWS_SECRET_ACCESS_KEY: expected',
    ]);
    expect(loadConfig(KEY).bucket).toBeUndefined();
    for (const MEDIA_URL of ['news', 's3://', 's3://news/../other', 'https://news', 's3://news/a b']) {
      expect(() => loadConfig({ ...KEY, MEDIA_URL })).toThrow('MEDIA_URL: expected s3://BUCKET');
    }
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

const KEY = { AWS_ACCESS_KEY_ID: 'key', AWS_SECRET_ACCESS_KEY: 'secret' };

function thrownBy(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  return undefined;
}
