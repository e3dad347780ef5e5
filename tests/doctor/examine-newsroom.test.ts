import { cp, mkdir, open as openFile, truncate, writeFile } from 'node:fs/promises';
import {
  createServer,
  type IncomingMessage,
  request as requestHttp,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type DoctorFinding, type Report, runChecks } from '../../src/doctor/check.ts';
import { checkProgram } from '../../src/doctor/check-program.ts';
import { checkProxies } from '../../src/doctor/check-proxies.ts';
import { checkSources } from '../../src/doctor/check-sources.ts';
import { examineNewsroom, type NewsroomToExamine } from '../../src/doctor/examine-newsroom.ts';
import { loadNewsroomFiles } from '../../src/load-newsroom-files.ts';
import { openMediaStore } from '../../src/media/media-store.ts';
import { mintUuidV7 } from '../../src/model/ids.ts';
import { openStore } from '../../src/store/open-store.ts';
import { makeNewsroomFolder, type NewsroomFolder } from '../commands/newsroom-folder.ts';
import { runTidings } from '../commands/run-tidings.ts';
import { draftOf, feedOf, type Newsroom, openNewsroom } from '../http/newsroom.ts';
import { createSchema, type TestSchema } from '../postgres/create-schema.ts';

type Change = Partial<NewsroomToExamine>;
type Forward = (change?: { readonly headers?: IncomingMessage['headers']; readonly path?: string }) => void;
/** What a proxy does with a request. `edit` sees the answer of the server before it is sent. */
type Proxy = (
  request: IncomingMessage,
  response: ServerResponse,
  forward: Forward,
) => ((answer: { status: number; headers: Record<string, unknown>; body: Buffer }) => void) | undefined;

const LOUD_AUDIO = Buffer.from(
  'RIFF\0\0\0\0WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1f\0\0\x80\x3e\0\0\x02\0\x10\0data\0\0\0\0',
  'latin1',
);

let folder: NewsroomFolder;
let server: Newsroom;
let listening: Server;
let proxy: Server;
let behave: Proxy;
let audio: string;
let copies = 0;
let base: NewsroomToExamine;

const passOn: Proxy = (_request, _response, forward) => {
  forward();
  return undefined;
};

beforeAll(async () => {
  folder = await makeNewsroomFolder();
  const media = await openMediaStore(folder.media);
  const stored = await media.addAudio(LOUD_AUDIO);
  if (stored.kind !== 'stored') throw new Error(`expected audio, got ${stored.got}`);
  audio = stored.value.url.replace('tidings-media:', '');
  const store = await openStore({ database: { kind: 'file', path: folder.database }, mintId: mintUuidV7 });
  await store.save([draftOf('Wells', { audio: stored.value })], Date.now());
  await store.close();

  proxy = createServer((request, response) => forwardTo(request, response)).listen(0, '127.0.0.1');
  await new Promise((resolve) => proxy.once('listening', resolve));
  const publicUrl = `http://127.0.0.1:${portOf(proxy)}`;
  server = await openNewsroom([feedOf('all')], [draftOf('Wells')], {
    publicUrl,
    newsroomToken: 'a token of this test',
  });
  listening = server.app.listen(0, '127.0.0.1');
  await new Promise((resolve) => listening.once('listening', resolve));
  base = {
    database: { kind: 'file', path: folder.database },
    mediaDir: folder.media,
    bucket: undefined,
    cacheMb: 64,
    workers: 1,
    publicUrl,
    hasPublicUrl: true,
    localUrl: `http://127.0.0.1:${portOf(listening)}`,
    newsroomToken: 'a token of this test',
    trustProxy: 0,
    clock: Date.now,
    loadFiles: () => loadNewsroomFiles(folder.feeds),
    loadAppearance: async () => undefined,
  };
  behave = passOn;
});

afterAll(async () => {
  for (const one of [proxy, listening]) one.close();
  await server.close();
  await folder.remove();
});

function portOf(one: Server): number {
  return (one.address() as AddressInfo).port;
}

function forwardTo(request: IncomingMessage, response: ServerResponse): void {
  const edit = behave(request, response, ({ headers = request.headers, path: url = request.url ?? '' } = {}) => {
    const { method } = request;
    const onward = requestHttp(
      { port: portOf(listening), host: '127.0.0.1', method, headers, path: url },
      async (answer) => {
        const body = Buffer.concat(await Array.fromAsync(answer));
        const changed = { status: answer.statusCode ?? 0, headers: { ...answer.headers }, body };
        edit?.(changed);
        response.writeHead(changed.status, changed.headers as Record<string, string>);
        response.end(changed.body);
      },
    );
    request.pipe(onward);
  });
}

/** The problems, each as one line; the check is its first word. */
async function listProblems(change: Change = {}): Promise<readonly string[]> {
  return format(await examineNewsroom({ ...base, ...change }));
}

function format(findings: readonly DoctorFinding[]): readonly string[] {
  return findings
    .filter(({ severity }) => severity === 'problem')
    .map(({ check, message, todo }) => `${check}: ${message}${todo === undefined ? '' : ` ${todo}`}`);
}

/** A copy of the database that the case may break. */
async function copyDatabase(sql = ''): Promise<string> {
  copies += 1;
  const file = path.join(folder.root, `copy-${copies}`, 'tidings.db');
  await mkdir(path.dirname(file));
  await cp(folder.database, file);
  const database = new DatabaseSync(file);
  database.exec(sql);
  database.close();
  return file;
}

function database(file: string): Change {
  return { database: { kind: 'file', path: file } };
}

test('finds nothing wrong in a newsroom that works, and changes no file', async () => {
  const before = folder.query('select * from changes');
  const findings = await examineNewsroom(base);
  expect(findings.filter(({ severity }) => severity === 'problem' || severity === 'unknown')).toEqual([]);
  expect(findings.filter(({ severity }) => severity === 'ok').map(({ message }) => message)).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/is whole and of this version/),
      expect.stringMatching(/all files of the newest articles that were looked at: 1/),
      expect.stringMatching(/leads to this newsroom/),
      expect.stringMatching(/arrive at .* as the server sends them/),
      expect.stringMatching(/readers cannot invent their address/),
      'No file is refused at present.',
    ]),
  );
  expect(folder.query('select * from changes')).toEqual(before);
});

test('the command prints what to fix first, or an object, and its exit code tells whether there is something', async () => {
  const whole = await runTidings(folder, ['doctor', '--json']);
  expect(JSON.parse(whole.stdout)).toMatchObject({ status: 'ok', findings: expect.any(Array) });
  expect(whole.code).toBe(0);
  const broken = await runTidings(folder, ['doctor'], { PORT: 'many', CACHE_MB: '0' });
  expect(broken.stdout).toMatch(
    /^To fix\n- options: These options are invalid:\n +PORT: expected .*\n +CACHE_MB: expected .*\n.*when they are valid\.\n\nWorks\n/,
  );
  expect(broken.code).toBe(1);
});

/** What is broken, and the problem that must come first. */
const BROKEN: readonly (readonly [name: string, problem: RegExp, break_: () => Promise<Change>])[] = [
  [
    'another file as the database',
    /^database: The database .* is not a SQLite database/,
    async () => {
      const file = path.join(folder.root, 'text.db');
      await writeFile(file, 'This is a text, and no database at all. '.repeat(100));
      return database(file);
    },
  ],
  [
    'the database of another program',
    /^database: .* belongs to another program/,
    async () => database(await copyDatabase('drop table tidings_migrations')),
  ],
  [
    'a database of an older version',
    /^database: .* older version of this program: restart the server/,
    async () => database(await copyDatabase("delete from tidings_migrations where name like '0008%'")),
  ],
  [
    'a database of a newer version',
    /^database: .* newer version of this program \(migration 9999-remove-all\): start that version/,
    async () => database(await copyDatabase("insert into tidings_migrations values ('9999-remove-all', '2030')")),
  ],
  [
    'a database with a damaged page',
    /^database: .* is damaged: .* Stop the server, restore a backup, and start it/,
    async () => {
      const file = await copyDatabase();
      const open = new DatabaseSync(file);
      const page = Number(
        open.prepare("select rootpage from sqlite_schema where name = 'custom_feeds'").get()?.rootpage,
      );
      const size = Number(open.prepare('pragma page_size').get()?.page_size);
      open.close();
      await using handle = await openFile(file, 'r+');
      await handle.write(Buffer.alloc(size, 0xff), 0, size, (page - 1) * size);
      return database(file);
    },
  ],
  [
    'an empty file where there were articles',
    /^database: .* is an empty file, though it had articles\. Restore a backup/,
    async () => {
      const mediaDir = path.join(folder.root, 'used-media');
      await cp(folder.media, mediaDir, { recursive: true });
      await writeFile(path.join(mediaDir, 'index', 'in-use'), '');
      const file = path.join(folder.root, 'empty.db');
      await writeFile(file, '');
      return { ...database(file), mediaDir };
    },
  ],
  [
    'a log that grows without end',
    /^database: The log .*-wal has 300 MB: a program that reads/,
    async () => {
      const file = await copyDatabase();
      await writeFile(`${file}-wal`, '');
      await truncate(`${file}-wal`, 300e6);
      return database(file);
    },
  ],
  [
    'a media folder of another newsroom',
    /^media: The media folder .* lacks 1 of 1 files .*Check MEDIA_DIR/,
    async () => ({ mediaDir: path.join(folder.root, 'none') }),
  ],
  [
    'an image whose content has changed',
    /^media: .* with another content than they were stored with: [0-9a-f]{32}\.wav/,
    async () => {
      const mediaDir = path.join(folder.root, 'changed-media');
      await cp(folder.media, mediaDir, { recursive: true });
      await writeFile(path.join(mediaDir, audio), 'another');
      return { mediaDir };
    },
  ],
  [
    'a file as media folder',
    /^media: MEDIA_DIR is not a folder/,
    async () => ({ mediaDir: await folder.write('../file', '') }),
  ],
  [
    'an invalid feed definition',
    /^feeds: .*\n.*bad\.yaml:1: titel: expected a known field/s,
    async () => {
      const { feeds } = await makeBroken({ 'bad.yaml': 'titel: Top\n' });
      return { loadFiles: () => loadNewsroomFiles(feeds) };
    },
  ],
  [
    'a missing folder of articles',
    /^sources: The folder of source newsroom does not exist: .*gone/,
    async () => {
      const sources = 'sources:\n  - id: newsroom\n    kind: markdown\n    folder: gone\n';
      const { feeds } = await makeBroken({ 'top.yaml': 'title: Top\ndescription: All\n', 'sources.yaml': sources });
      return { loadFiles: () => loadNewsroomFiles(feeds) };
    },
  ],
  [
    'a clock that is wrong since the newest change',
    /^clock: The clock of this machine is 3600 s behind that of the database/,
    async () => ({ clock: () => Date.now() - 3_600_000 }),
  ],
  [
    'another program at the port of the server',
    /^server: Another program answers at/,
    async () => ({ localUrl: await serveText('hello') }),
  ],
  [
    'a server that was started with other options',
    /^server: .* uses the public URL http:\/\/127.0.0.1:\d+, and the options say http:\/\/localhost:\d+\. Restart it/,
    async () => ({ publicUrl: base.publicUrl.replace('127.0.0.1', 'localhost') }),
  ],
  [
    'a public address where nothing listens',
    /^address: Nothing listens at 127\.0\.0\.1, port 1, /,
    async () => ({ localUrl: undefined, publicUrl: 'http://127.0.0.1:1' }),
  ],
  [
    'a public address that has no name',
    /^address: The name news\.invalid of PUBLIC_URL has no address/,
    async () => ({ localUrl: undefined, publicUrl: 'http://news.invalid' }),
  ],
  [
    'https in PUBLIC_URL and a proxy without it',
    /^address: 127\.0\.0\.1, port \d+, does not speak TLS/,
    async () => ({ localUrl: undefined, publicUrl: base.publicUrl.replace('http:', 'https:') }),
  ],
];

async function makeBroken(files: Readonly<Record<string, string>>): Promise<NewsroomFolder> {
  const broken = await makeNewsroomFolder({ 'sources.yaml': 'sources: []\n', ...files });
  folder.onRemove(() => broken.remove());
  return broken;
}

async function serveText(text: string): Promise<string> {
  const other = createServer((_request, response) => response.end(text)).listen(0, '127.0.0.1');
  folder.onRemove(async () => other.close());
  await new Promise((resolve) => other.once('listening', resolve));
  return `http://127.0.0.1:${portOf(other)}`;
}

test.each(BROKEN)('names %s first', async (_name, problem, breakIt) => {
  const [first] = await listProblems(await breakIt());
  expect(first).toMatch(problem);
});

test('names a program that holds the lock of the database', async () => {
  const file = await copyDatabase();
  const holder = new DatabaseSync(file);
  holder.exec('pragma journal_mode = wal; begin immediate');
  const problems = await listProblems(database(file)).finally(() => holder.close());
  expect(problems).toEqual([expect.stringMatching(/^database: .* is locked by another process.* End the program/)]);
});

const EDITS: readonly (readonly [name: string, problem: RegExp, proxy: Proxy, change?: Change])[] = [
  [
    'a proxy that does not reach the server',
    /answers 502: it does not reach the server/,
    (_request, response) => void response.writeHead(502).end('Bad Gateway'),
  ],
  [
    'another site',
    /Another program answers at .* with the status 200/,
    (_request, response) => void response.end('<h1>Welcome to nginx!</h1>'),
  ],
  [
    'a password in front',
    /answers 401: something in front of the server refuses readers/,
    (_request, response) => void response.writeHead(401).end(),
  ],
  [
    'a redirect to another address',
    /redirects to .*\/moved\. Set PUBLIC_URL to that address/,
    ({ url }, response, forward) => {
      if (url === '/readyz') response.writeHead(301, { Location: '/moved/readyz' }).end();
      else forward({ path: url?.replace('/moved', '') ?? '' });
      return undefined;
    },
  ],
  [
    'a circle of redirects',
    /redirects in a circle: .*"Full" at Cloudflare/,
    ({ url }, response) => void response.writeHead(301, { Location: url }).end(),
  ],
  [
    'a proxy that keeps the prefix',
    /sends the prefix \/news to the server.*proxy_pass/,
    passOn,
    { publicUrl: '/news' },
  ],
  [
    'pages for errors of the proxy',
    /replaces the error pages of the server.*proxy_intercept_errors/,
    edit((answer) => {
      if (answer.status !== 404) return;
      answer.headers = {};
      answer.body = Buffer.from('Not Found');
    }),
  ],
  [
    'a status of the proxy',
    /answers 200 for an address that does not exist/,
    edit((answer) => {
      if (answer.status === 404) answer.status = 200;
    }),
  ],
  [
    'another newsroom',
    /Another server answers at .* or it has other options/,
    edit((answer) => {
      if (answer.status === 404) answer.body = Buffer.from('Other News');
      delete answer.headers['content-length'];
    }),
  ],
  [
    'a proxy without compression',
    /changes the header content-encoding of .*uncompressed/,
    (request, _response, forward) => {
      forward({ headers: { ...request.headers, 'accept-encoding': 'identity' } });
      return undefined;
    },
  ],
  ['a removed tag', /changes the header etag of/, edit(({ headers }) => void delete headers.etag)],
  [
    'a second header for other sites',
    /changes the header access-control-allow-origin of .*must come once/,
    edit(({ headers }) => {
      headers['access-control-allow-origin'] = '*, *';
    }),
  ],
  [
    'a ban on iframes',
    /changes the header x-frame-options of .*iframes/,
    edit(({ headers }) => {
      headers['x-frame-options'] = 'DENY';
    }),
  ],
  [
    'a proxy that ignores what a reader has',
    /answers 200 to a reader that has this version/,
    (request, _response, forward) => {
      const { 'if-none-match': _, ...headers } = request.headers;
      forward({ headers });
      return undefined;
    },
  ],
  [
    'two servers with different feeds',
    /Several servers answer at .* with different lists of feeds/,
    edit(({ headers, body }) => {
      if (body.includes('opml') || String(headers['content-type']).includes('opml'))
        headers.etag = `"${Math.random()}"`;
    }),
  ],
  [
    'a machine with another clock',
    /^address: The clock of this machine is 6\d s ahead of that of the machine that answers/,
    edit(({ headers }) => {
      headers.date = new Date(Date.now() - 60_000).toUTCString();
    }),
  ],
];

function edit(change: ReturnType<Proxy> & {}): Proxy {
  return (_request, _response, forward) => {
    forward();
    return change;
  };
}

describe('the public address', () => {
  test.each(EDITS)('names %s', async (_name, problem, proxyOfCase, { publicUrl = '' } = {}) => {
    behave = proxyOfCase;
    // Only the address: with a prefix, the server has other options too.
    const problems = await listProblems({ publicUrl: base.publicUrl + publicUrl }).finally(() => {
      behave = passOn;
    });
    const [first] = problems.filter((line) => line.startsWith('address:'));
    expect(first).toMatch(problem);
  });

  const hashes = { '192.0.2.77': 'MzkwYzVhNDJlNGMx', '127.0.0.1': 'MTJjYTE3YjQ5YWYy' };
  test.each([
    ['https without TRUST_PROXY', 'https://203.0.113.5', 0, [], /^TRUST_PROXY is 0, though a proxy adds TLS/],
    [
      'more proxies than there are',
      'https://203.0.113.5',
      2,
      ['MTIz', hashes['192.0.2.77']],
      /readers can invent theirs/,
    ],
    [
      'a proxy that names no reader',
      'https://203.0.113.5',
      1,
      [hashes['127.0.0.1'], hashes['127.0.0.1']],
      /sees the proxy instead of readers/,
    ],
    ['the right number', 'https://203.0.113.5', 1, ['MTIz', 'MTIz'], undefined],
  ] as const)('TRUST_PROXY: %s', async (_name, publicUrl, trustProxy, keys, problem) => {
    const left = [...keys];
    const found: string[] = [];
    const report = {
      problem: (message: string) => found.push(message),
      ok: () => undefined,
      unknown: () => found.push('unknown'),
    };
    const ask = async () => ({
      status: 400,
      headers: { 'ratelimit-policy': `"20-in-1min"; q=20; w=60; pk=:${left.shift()}:` },
      body: Buffer.alloc(0),
    });
    await checkProxies(report as unknown as Report, ask, { publicUrl, trustProxy });
    expect(found).toEqual(problem === undefined ? [] : [expect.stringMatching(problem)]);
  });
});

describe('the program and the machine', () => {
  test.each([
    [
      'no image library',
      {
        loadSharp: async () => {
          throw new Error('no');
        },
      },
      /"sharp" cannot be loaded.*npm ci/,
    ],
    ['no time zones', { getTimeInZone: () => 0 }, /no data of time zones/],
    [
      'too little memory',
      { memoryBytes: 128 * 1024 * 1024 },
      /has 128 MB of memory.*needs 528 MB with CACHE_MB=64 and WORKERS=2/,
    ],
  ])('names %s', async (_name, facts, problem) => {
    expect(format(await runChecks([checkProgram({ cacheMb: 64, workers: 2 }, facts)]))).toEqual([
      expect.stringMatching(problem),
    ]);
  });

  test('names a limit of watched folders that is too low', async () => {
    const limit = await folder.write('../max_user_watches', '2\n');
    const { sources } = await loadNewsroomFiles(folder.feeds);
    const findings = await runChecks([checkSources(async () => sources, limit)]);
    expect(format(findings)).toEqual([expect.stringMatching(/lets a user watch 2 folders, and there are 2.*sysctl/)]);
  });
});

test('a check that takes too long or fails does not end another', async () => {
  const findings = await runChecks([
    { name: 'slow', limitMs: 1, run: () => new Promise(() => undefined) },
    { name: 'broken', limitMs: 1000, run: async () => JSON.parse('{') },
    { name: 'fine', limitMs: 1000, run: async (report) => report.ok('Yes.') },
  ]);
  expect(findings.map(({ check, severity }) => [check, severity])).toEqual([
    ['slow', 'unknown'],
    ['broken', 'unknown'],
    ['fine', 'ok'],
  ]);
});

describe('PostgreSQL', () => {
  let schema: TestSchema;
  const at = (change: (url: URL) => void): Change => {
    const url = new URL(schema.location.url);
    change(url);
    return { database: { kind: 'postgres', url: url.href } };
  };
  beforeAll(async () => {
    schema = await createSchema();
    const store = await openStore({ database: schema.location, mintId: mintUuidV7 });
    await store.close();
  });
  afterAll(() => schema.drop());

  test('finds nothing wrong in a database that works', async () => {
    expect(await listProblems(at(() => undefined))).toEqual([]);
  });

  test.each<[string, RegExp, (url: URL) => void]>([
    [
      'a database that does not exist',
      /^database: .* does not exist\. Check the name in DATABASE_URL/,
      (url) => {
        url.pathname = '/none';
      },
    ],
    [
      'a server that does not run',
      /^database: .* cannot be reached: ECONNREFUSED\. Check host and port/,
      (url) => {
        url.port = '1';
      },
    ],
    [
      'a schema without a newsroom',
      /^database: .* has no tables of Tidings\. The first start of the server creates them/,
      (url) => url.searchParams.set('options', '-c search_path=public'),
    ],
    [
      'a replica',
      /^database: .* is read-only\. DATABASE_URL must name the primary/,
      (url) =>
        url.searchParams.set('options', `${url.searchParams.get('options')} -c default_transaction_read_only=on`),
    ],
  ])('names %s first', async (_name, problem, change) => {
    expect((await listProblems(at(change)))[0]).toMatch(problem);
  });
});
