import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { findFreePort } from '../../bench/processes.ts';
import { makeNewsroomFolder, markdown, type NewsroomFolder } from '../commands/newsroom-folder.ts';
import { type RunningTidings, runTidings, startTidings } from '../commands/run-tidings.ts';
import { until } from '../commands/until.ts';
import { createSchema } from '../postgres/create-schema.ts';
import { ask, expectPrograms, startNginx, startVarnish, type Varnish } from './start-proxies.ts';

const TIMEOUT_MS = 240_000;
const CODINGS = ['identity', 'gzip', 'br'];
const DOCUMENTS = ['/', '/feeds/all', '/feeds/all.rss', '/feeds/all.atom', '/feeds/all.json', '/v1/all.json'];
/** For each proxy. They ask again and again, half of them for what Varnish does not keep. */
const READERS = 4;
/** Answers after which a fault counts as survived. */
const ANSWERS = 200;

let folder: NewsroomFolder;
let options: Readonly<Record<string, string>>;
let ports: readonly [number, number];
let nodes: [RunningTidings, RunningTidings];
let nginx: string;
let varnish: Varnish;

const startNode = (nth: 0 | 1) => startTidings(folder, { ...options, PORT: String(ports[nth]) });
const origins = () => ports.map((port) => `http://127.0.0.1:${port}`);

beforeAll(async () => {
  await expectPrograms();
  folder = await makeNewsroomFolder();
  const { location, drop } = await createSchema();
  folder.onRemove(drop);
  ports = [await findFreePort(), await findFreePort()];
  const varnishPort = await findFreePort();
  options = {
    DATABASE_URL: location.url,
    PUBLIC_URL: 'https://news.example.org',
    TRUST_PROXY: '1',
    DRAIN_SECONDS: '5',
    PURGE: 'varnish',
    PURGE_URL: `http://127.0.0.1:${varnishPort}`,
  };
  await folder.write('articles/first.md', markdown('The first'));
  nodes = [await startNode(0), await startNode(1)];
  ({ origin: nginx } = await startNginx(folder, ports));
  varnish = await startVarnish(folder, varnishPort, ports);
}, TIMEOUT_MS);

afterAll(() => folder?.remove());

/** Waits until readers behind both proxies see it. Varnish keeps a feed for five minutes: only a purge is quicker than this wait. */
async function expectShown(text: string): Promise<void> {
  for (const origin of [nginx, varnish.origin]) {
    await until(`${origin} shows ${text}`, async () => {
      const { body } = await ask(origin, '/feeds/all.json');
      return body.includes(text) || undefined;
    });
  }
}

test(
  'readers behind nginx and Varnish see what is published, corrected and retracted',
  async () => {
    await expectShown('The first');
    await folder.write('articles/second.md', markdown('The second'));
    await expectShown('The second');
    const { items } = JSON.parse((await ask(nginx, '/feeds/all.json')).body.toString());
    const { id } = items.find(({ title }: { readonly title: string }) => title === 'The second');
    const article = /[\da-f-]{36}$/.exec(id)?.[0] ?? id;
    for (const [command, text] of [
      ['correct', 'The place was wrong.'],
      ['retract', 'It did not happen.'],
    ] as const) {
      expect(await runTidings(folder, [command, article, text], options)).toMatchObject({ code: 0 });
      await expectShown(text);
    }
  },
  TIMEOUT_MS,
);

test(
  'both servers and both proxies answer with the same bytes and entity tags, and with 304',
  async () => {
    for (const document of DOCUMENTS) {
      for (const coding of CODINGS) {
        const headers = { 'Accept-Encoding': coding };
        // Documents are compressed better after their first answer, and Varnish may have the first one.
        const { etag, 'content-encoding': encoding = 'identity' } = await until(
          `all answer ${document} with the same bytes`,
          async () => {
            const { xkey } = (await ask(origins()[0] ?? '', document, { headers })).headers;
            await ask(varnish.origin, '/', { method: 'PURGE', headers: { xkey: String(xkey) } });
            const answers = await Promise.all(
              [...origins(), nginx, varnish.origin].map((origin) => ask(origin, document, { headers })),
            );
            const seen = answers.map(({ status, headers: { etag, vary }, body }) =>
              JSON.stringify([status, etag, vary, body.toString('base64')]),
            );
            return new Set(seen).size === 1 ? answers[0]?.headers : undefined;
          },
        );
        expect([document, encoding]).toEqual([document, coding]);
        for (const origin of [...origins(), nginx, varnish.origin]) {
          const { status, body } = await ask(origin, document, {
            headers: { ...headers, 'If-None-Match': String(etag) },
          });
          expect([origin, document, coding, status, body.length]).toEqual([origin, document, coding, 304, 0]);
        }
      }
    }
  },
  TIMEOUT_MS,
);

test('strangers cannot purge', async () => {
  const headers = { xkey: 'feed/all' };
  const fromStranger = { method: 'PURGE', headers, localAddress: '127.0.0.2' };
  const passedOn = { method: 'PURGE', headers: { ...headers, 'X-Forwarded-For': '192.0.2.1' } };
  expect((await ask(varnish.origin, '/', fromStranger)).status).toBe(403);
  expect((await ask(varnish.origin, '/', passedOn)).status).toBe(403);
  expect((await ask(varnish.origin, '/', { method: 'PURGE', headers })).status).toBe(200);
  const { status, headers: answer } = await ask(varnish.origin, '/feeds/all.json');
  expect([status, answer.xkey]).toEqual([200, undefined]);
});

test(
  'readers lose no request while one server is killed, and while the other one is stopped',
  async () => {
    const healthy = (count: number) =>
      until(`Varnish sees ${count} servers`, async () => {
        const list = await varnish.ask('backend.list');
        return (list.match(/^boot\.(?:one|two) .* healthy /gm) ?? []).length === count || undefined;
      });
    await healthy(2);
    let [answers, isOver] = [0, false];
    const failed: string[] = [];
    const read = async (origin: string, address: string): Promise<void> => {
      while (!isOver) {
        const outcome = await ask(origin, address).then(({ status }) => status, String);
        if (outcome === 200) answers += 1;
        else failed.push(`${origin}${address}: ${outcome}`);
      }
    };
    const readers = [nginx, varnish.origin].flatMap((origin) =>
      Array.from({ length: READERS }, (_, nth) => read(origin, nth % 2 === 0 ? '/feeds/all.json' : '/healthz')),
    );
    const moreAnswers = async (): Promise<void> => {
      const before = answers;
      await until('readers get more answers', () => answers > before + ANSWERS || failed.length > 0 || undefined);
    };
    await moreAnswers();
    await nodes[1].stop('SIGKILL');
    await moreAnswers();
    await healthy(1);
    nodes[1] = await startNode(1);
    await healthy(2);
    await nodes[0].stop('SIGTERM');
    await moreAnswers();
    isOver = true;
    await Promise.all(readers);
    expect(failed).toEqual([]);
  },
  TIMEOUT_MS,
);
