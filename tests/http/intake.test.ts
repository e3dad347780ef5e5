import { rm } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { createNewsroomAccess } from '../../src/http/newsroom-access.ts';
import { createIntake } from '../../src/ingest/intake.ts';
import { until } from '../commands/until.ts';
import { makeFolder, type TemporaryFolder } from '../ingest/temporary-folder.ts';
import { feedOf, type Newsroom, openNewsroom } from './newsroom.ts';

const TOKEN = 'correct horse: battery';
const article = (title: string, text = 'It happened.') => `---\ntitle: ${title}\ndate: 2026-11-20\n---\n\n${text}\n`;

let folder: TemporaryFolder;
let newsroom: Newsroom;

beforeAll(async () => {
  folder = await makeFolder({
    'top.yaml': 'title: Top\ndescription: Everything\n',
    'articles/right.md': article('Right'),
    'articles/colon.md': article('Pope: a visit'),
    'articles/link.md': article('Link', '[About](/about)'),
    'articles/notes.docx': 'x',
  });
  newsroom = await openNewsroom([feedOf('top')], [], {
    publicUrl: 'http://localhost:3000',
    newsroomToken: TOKEN,
    feedsDir: folder.path,
    sources: [
      { id: 'desk', kind: 'markdown', folder: path.join(folder.path, 'articles'), language: 'en', categories: [] },
    ],
  });
  await newsroom.importAndWatch();
});

afterAll(async () => {
  await newsroom.close();
  await folder.remove();
});

/** The page as text, without tags. */
async function readPage(): Promise<string> {
  const { text } = await request(newsroom.app).get('/newsroom/intake').expect(200);
  return text
    .slice(text.indexOf('<main'))
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');
}

describe('/newsroom/intake', () => {
  test('lists what was refused, left out and not read, with line, field and reason', async () => {
    const text = await readPage();
    expect(text).toContain(' 1 file refused, 2 files incomplete or not read');
    expect(text).toMatch(
      /Refused \S+colon\.md Source desk · saved .+? UTC Line 2 Field title Expected quotation marks: title: &quot;Pope: a visit&quot; Found a text with a colon, without them/,
    );
    expect(text).toMatch(
      /Read, but incomplete \S+link\.md .+? Line 6 Expected an address that begins with .+? Found &quot;\/about&quot;/,
    );
    expect(text).toMatch(/Not read \S+notes\.docx .+?notes\.docx is ignored: source desk reads \.md, \.markdown/);
    expect(text).not.toContain('right.md');
  });

  test('says what the server cannot do at the moment', async () => {
    // The log of a test throws what is logged as an error.
    const fail = () => newsroom.faults.failed('articles cannot be saved', new Error('the disk is full'));
    expect(fail).toThrow('articles cannot be saved');
    expect(await readPage()).toMatch(/Since .+? UTC articles cannot be saved: the disk is full .+? is not lost/);
    newsroom.faults.succeeded('articles cannot be saved');
    expect(await readPage()).not.toContain('operator');
  });

  test('is for no cache, no search engine and no other site', async () => {
    const { headers } = await request(newsroom.app).get('/newsroom/intake');
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'x-robots-tag': 'noindex, nofollow',
      'x-frame-options': 'DENY',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(headers).not.toHaveProperty('access-control-allow-origin');
    expect((await request(newsroom.app).post('/newsroom/intake')).status).toBe(405);
  });

  test('asks another machine for the token, and never says what was wrong with it', async () => {
    const ask = () => request(newsroom.app).get('/newsroom/intake').set('X-Forwarded-For', '192.0.2.7');
    const { status, headers, text } = await ask();
    expect([status, headers['www-authenticate']]).toEqual([401, 'Basic realm="Newsroom", charset="UTF-8"']);
    expect(text).not.toContain('colon.md');
    expect((await ask().auth('anybody', TOKEN)).status).toBe(200);
    expect((await ask().auth('', TOKEN)).status).toBe(200);
    for (const wrong of ['', 'correct', `${TOKEN} `]) expect((await ask().auth('x', wrong)).status).toBe(401);
    expect((await ask().set('Authorization', `Bearer ${TOKEN}`)).status).toBe(401);
    // Four wrong ones are counted so far, the right ones are not.
    for (let wrong = 4; wrong < 20; wrong += 1) await ask().auth('x', 'guess');
    expect((await ask().auth('x', TOKEN)).status).toBe(429);
    expect((await ask()).status).toBe(401);
  });

  test('loses a file that is mended or deleted', async () => {
    await folder.write('articles/colon.md', article('"Pope: a visit"'));
    await rm(path.join(folder.path, 'articles/notes.docx'));
    await until(
      'both are gone',
      async () => (await readPage()).includes(' 1 file incomplete or not read ') || undefined,
    );
    await rm(path.join(folder.path, 'articles/link.md'));
    await until('nothing is left', async () => (await readPage()).includes('All files are in order') || undefined);
  });
});

describe('the newsroom itself', () => {
  const local = { headers: { host: 'localhost:3000' }, socket: { remoteAddress: '127.0.0.1' } };
  const allows = (
    change: { headers?: Record<string, string>; remoteAddress?: string },
    options: Partial<Parameters<typeof createNewsroomAccess>[0]> = {},
  ) =>
    createNewsroomAccess({ token: '', publicUrl: 'http://localhost:3000', trustProxy: 0, ...options })({
      headers: { ...local.headers, ...change.headers },
      socket: { ...local.socket, ...(change.remoteAddress && { remoteAddress: change.remoteAddress }) } as never,
    });

  test.each([
    ['this machine', {}, {}, true],
    ['this machine by IPv6', { remoteAddress: '::1', headers: { host: '[::1]:3000' } }, {}, true],
    ['this machine by IPv4 in IPv6', { remoteAddress: '::ffff:127.0.0.1', headers: { host: '127.0.0.1' } }, {}, true],
    ['another machine', { remoteAddress: '192.0.2.7' }, {}, false],
    ['a machine of the same network', { remoteAddress: '10.0.0.1' }, {}, false],
    ['another name that leads here', { headers: { host: 'evil.example:3000' } }, {}, false],
    ['a name that only begins so', { headers: { host: 'localhost.evil.example' } }, {}, false],
    ['a proxy that says so', { headers: { 'x-forwarded-for': '192.0.2.7' } }, {}, false],
    ['a proxy by RFC 7239', { headers: { forwarded: 'for=192.0.2.7' } }, {}, false],
    ['a proxy of a content network', { headers: { 'fastly-client-ip': '192.0.2.7' } }, {}, false],
    ['a proxy by Via', { headers: { via: '1.1 proxy' } }, {}, false],
    ['a proxy that does not say so', {}, { publicUrl: 'https://news.example.org' }, false],
    ['a trusted proxy', {}, { trustProxy: 1 }, false],
    [
      'an empty password without a token',
      { remoteAddress: '192.0.2.7', headers: { authorization: 'Basic eDo=' } },
      {},
      false,
    ],
  ])('is %s: %s', (_who, change, options, expected) => {
    expect(allows(change, options)).toBe(expected);
  });
});

test('the list is bounded, says so, and is newest first', async () => {
  const intake = createIntake(() => 0);
  const { path: file } = await makeFolder({ 'a.md': 'x' }).then(async (made) => ({
    path: path.join(made.path, 'a.md'),
  }));
  for (let source = 0; source < 600; source += 1) intake.ignore(`source-${source}`, file, 'x');
  const { files, isComplete } = await intake.list();
  expect([files.length, isComplete, files.some(({ source }) => source === 'source-99')]).toEqual([500, false, false]);
  await rm(path.dirname(file), { recursive: true });
  // The others may have problems still.
  expect(await intake.list()).toEqual({ files: [], isComplete: false });
  for (let source = 0; source < 100; source += 1) intake.forget(`source-${source}`, file);
  expect(await intake.list()).toEqual({ files: [], isComplete: true });
});

test('files with many problems make the list shorter', async () => {
  const intake = createIntake(() => 0);
  const problemsOf = (file: string) => Array.from({ length: 40 }, () => ({ file, expected: 'a', got: 'b' }));
  // Their folder cannot be read, so they may be there.
  const refused = Array.from({ length: 30 }, (_, number) => problemsOf(`/dev/null/${number}.md`)).flat();
  intake.record('desk', { saved: [], refused, leftOut: [] });
  const { files, isComplete } = await intake.list();
  expect([files.length, files[0]?.problems.length, isComplete]).toEqual([20, 25, false]);
});
