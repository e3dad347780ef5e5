import { once } from 'node:events';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createHttpClient, type HttpRequest, type HttpResponse } from '../../src/net/http-client.ts';
import { ALLOW_ALL, PUBLIC_WEB } from '../../src/net/network-policy.ts';
import { LOOPBACK, type LocalNetwork, localOptions, openTestSite, resolverOf, type TestSite } from './test-site.ts';

let site: TestSite;
let home: string;

beforeEach(async () => {
  site = await openTestSite();
  home = `http://church.example:${site.port}`;
});

afterEach(() => site.close());

const SWITCHING = 'HTTP/1.1 101 Switching Protocols\r\n';
const UPGRADE = 'Connection: Upgrade\r\nUpgrade: h2c\r\n';

const failed = (problem: string) => ({ kind: 'failed', problem });

/** Sends a request with a client that may go to loopback. */
const send = (url: string, network: LocalNetwork = {}, request: HttpRequest = {}) =>
  createHttpClient(localOptions(network))(new URL(url), request);

/** The response, or an error that says what came instead. */
async function get(url: string, network: LocalNetwork = {}, request: HttpRequest = {}): Promise<HttpResponse> {
  const result = await send(url, network, request);
  if (result.kind === 'failed') throw new Error(`expected a response, got ${result.problem}`);
  return result;
}

/** Writes the same bytes until the connection ends. */
function writeForever(stream: NodeJS.WritableStream & { readonly destroyed: boolean }, bytes: string | Buffer): void {
  while (!stream.destroyed && stream.write(bytes));
  stream.once('drain', () => writeForever(stream, bytes));
}

describe('URLs that must not be requested', () => {
  const client = createHttpClient({
    ...localOptions(),
    network: PUBLIC_WEB,
    resolveName: resolverOf({
      'inside.example': ['10.0.0.7'],
      'both.example': ['93.184.215.14', '192.168.0.1'],
      'six.example': ['fd00::1'],
    }),
  });

  test.each([
    ['ftp://church.example/', 'unsupported-scheme'],
    ['file:///etc/passwd', 'unsupported-scheme'],
    ['javascript:alert(1)', 'unsupported-scheme'],
    ['https://user:secret@church.example/', 'credentials-in-url'],
    ['https://church.example:8443/', 'port-not-allowed'],
    ['http://church.example:22/', 'port-not-allowed'],
    [`https://church.example/${'a'.repeat(2000)}`, 'invalid-url'],
    ['http://127.0.0.1/', 'host-not-public'],
    ['http://2130706433/', 'host-not-public'],
    ['http://0x7f.1/', 'host-not-public'],
    ['http://0177.0.0.1/', 'host-not-public'],
    ['http://[::1]/', 'host-not-public'],
    ['http://[::ffff:127.0.0.1]/', 'host-not-public'],
    ['http://[64:ff9b::7f00:1]/', 'host-not-public'],
    ['http://169.254.169.254/latest/meta-data/', 'host-not-public'],
    ['http://inside.example/', 'host-not-public'],
    ['http://six.example/', 'host-not-public'],
    ['http://both.example/', 'host-not-public'],
    ['http://localhost/', 'host-not-public'],
    ['http://nowhere.example/', 'host-not-public'],
  ])('%s: %s', async (url, problem) => {
    expect(await client(new URL(url))).toEqual(failed(problem));
  });

  test('a private host gives the same answer as a host that does not exist', async () => {
    expect(await client(new URL('http://inside.example/'))).toEqual(await client(new URL('http://nowhere.example/')));
  });
});

describe('the request', () => {
  test('names the client, and sends no cookie from one response to the next', async () => {
    site.on('/', (_request, response) => {
      response.writeHead(302, { Location: '/news', 'Set-Cookie': 'session=1; Path=/' }).end();
    });
    site.page('/news', 'News');
    const response = await get(`${home}/#top`);
    expect(response).toMatchObject({ status: 200, redirected: true, truncated: false });
    expect([response.url.href, `${response.body}`]).toEqual([`${home}/news`, 'News']);
    expect(site.requests.map(({ url, method }) => [method, url])).toEqual([
      ['GET', '/'],
      ['GET', '/news'],
    ]);
    for (const { headers } of site.requests) {
      expect(headers['user-agent']).toBe('TidingsPageCheck/1 (+https://news.example.org/embed/check)');
      expect(headers.host).toBe(`church.example:${site.port}`);
      expect(headers.cookie).toBeUndefined();
    }
  });

  test('resolves a name once for each request, and connects to the address that was checked', async () => {
    site.page('/', 'Hello');
    let lookups = 0;
    // A second lookup would give another address.
    const resolveName = async () => {
      lookups += 1;
      return [{ address: lookups === 1 ? LOOPBACK : '127.0.0.2', family: 4 as const }];
    };
    const { body } = await get(`${home}/`, { resolveName, allows: () => true });
    expect([lookups, `${body}`]).toEqual([1, 'Hello']);
    expect(site.requests).toHaveLength(1);
  });

  test('is not sent again when a redirect’s name has come to mean a private address', async () => {
    site.on('/', (_request, response) => void response.writeHead(301, { Location: `${home}/secret` }).end());
    site.page('/secret', 'secret');
    let lookups = 0;
    const resolveName = async () => {
      lookups += 1;
      return [{ address: lookups === 1 ? LOOPBACK : '10.0.0.1', family: 4 as const }];
    };
    expect(await send(`${home}/`, { resolveName })).toEqual(failed('host-not-public'));
    expect(site.requests).toHaveLength(1);
  });

  test('with validators gets a 304 without a body, also after a redirect', async () => {
    site.on('/', (_request, response) => void response.writeHead(301, { Location: '/feed' }).end());
    site.on('/feed', ({ headers }, response) => {
      const isCurrent =
        headers['if-none-match'] === '"v1"' && headers['if-modified-since'] === 'Sun, 01 Mar 2026 12:00:00 GMT';
      response.writeHead(isCurrent ? 304 : 200, { ETag: '"v1"', 'Content-Encoding': 'gzip' });
      response.end(isCurrent ? undefined : gzipSync('feed'));
    });
    const validators = { etag: '"v1"', lastModified: 'Sun, 01 Mar 2026 12:00:00 GMT' };
    const current = await get(`${home}/`, {}, { validators });
    expect([current.status, current.body.length, current.headers.etag]).toEqual([304, 0, '"v1"']);
    const outdated = await get(`${home}/`, {}, { validators: { etag: '"v0"' } });
    expect([outdated.status, `${outdated.body}`]).toEqual([200, 'feed']);
  });

  test('of another method has its body sent, and its redirect returned', async () => {
    let received = '';
    site.on('/hook', (request, response) => {
      request.setEncoding('utf8').on('data', (text) => {
        received += text;
      });
      request.once('end', () => void response.writeHead(307, { Location: '/elsewhere' }).end());
    });
    const headers = { 'Content-Type': 'application/json' };
    const response = await get(`${home}/hook`, {}, { method: 'POST', headers, body: '{"a":"ü"}' });
    expect([response.status, received]).toEqual([307, '{"a":"ü"}']);
    expect(site.requests.map(({ method, headers }) => [method, headers['content-type']])).toEqual([
      ['POST', 'application/json'],
    ]);
  });

  test('carries its authorization to its own origin only, and back from another one no more', async () => {
    const other = `http://other.example:${site.port}`;
    site.on('/1', (_request, response) => void response.writeHead(302, { Location: '/2' }).end());
    site.on('/2', (_request, response) => void response.writeHead(302, { Location: `${other}/3` }).end());
    site.on('/3', (_request, response) => void response.writeHead(302, { Location: `${home}/4` }).end());
    const resolveName = async () => [{ address: LOOPBACK, family: 4 as const }];
    await get(`${home}/1`, { resolveName }, { headers: { authorization: 'Basic x', Accept: 'text/html' } });
    expect(site.requests.map(({ headers }) => [headers.authorization, headers.accept])).toEqual([
      ['Basic x', 'text/html'],
      ['Basic x', 'text/html'],
      [undefined, 'text/html'],
      [undefined, 'text/html'],
    ]);
  });
});

describe('redirects', () => {
  test.each([
    ['a private address', 'http://192.168.1.1/'],
    ['the name of a private address', 'http://router.example/'],
    ['loopback as a number', 'http://2130706434/'],
    ['another scheme', 'file:///etc/passwd'],
    ['a URL with a password', 'http://admin:admin@church.example/'],
    ['something that is not a URL', 'http://:0:'],
  ])('to %s are not followed', async (_what, location) => {
    site.on('/', (_request, response) => void response.writeHead(302, { Location: location }).end());
    const resolveName = resolverOf({ 'church.example': [LOOPBACK], 'router.example': ['192.168.1.1'] });
    expect(await send(`${home}/`, { resolveName })).toEqual(failed('host-not-public'));
  });

  test('are followed five times and not a sixth time', async () => {
    for (let hop = 1; hop <= 6; hop += 1) {
      site.on(`/${hop}`, (_request, response) => void response.writeHead(308, { Location: `/${hop + 1}` }).end());
    }
    site.page('/7', 'the end');
    expect(`${(await get(`${home}/2`)).body}`).toBe('the end');
    expect(await send(`${home}/1`)).toEqual(failed('too-many-redirects'));
  });
});

describe('the body', () => {
  const codings = [
    ['gzip', gzipSync],
    ['br', (body: string | Buffer) => brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } })],
  ] as const;

  test.each(codings)('is unpacked from %s', async (coding, pack) => {
    site.page('/', pack('Grüße'), { 'Content-Encoding': coding });
    const { body, truncated } = await get(`${home}/`);
    expect([`${body}`, truncated]).toEqual(['Grüße', false]);
  });

  test.each(codings)('of a decompression bomb of %s is read up to the limit', async (coding, pack) => {
    site.page('/', pack(Buffer.alloc(64 * 1024 * 1024)), { 'Content-Encoding': coding });
    const { body, truncated } = await get(`${home}/`, { limits: { maxBodyBytes: 100_000 } });
    expect([truncated, body.length]).toEqual([true, 100_000]);
  });

  test('without end is read up to the limit, and its connection is closed', async () => {
    let closed: Promise<unknown> = Promise.reject(new Error('no request came'));
    closed.catch(() => {});
    site.on('/', (_request, response) => {
      response.writeHead(200);
      closed = once(response, 'close');
      writeForever(response, 'word '.repeat(1000));
    });
    const { body, truncated } = await get(`${home}/`, { limits: { maxBodyBytes: 50_000 } });
    expect([truncated, body.length]).toEqual([true, 50_000]);
    await closed;
  });

  test('that comes byte by byte is read for 100,000 chunks', async () => {
    site.on('/', ({ socket }) => {
      socket.end(`HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n${'1\r\n.\r\n'.repeat(150_000)}0\r\n\r\n`);
    });
    const { body, truncated } = await get(`${home}/`);
    expect([truncated, body.length]).toEqual([true, 100_000]);
  });

  test('whose packed bytes never unpack to anything is read up to the limit', async () => {
    site.on('/', (_request, response) => {
      response.writeHead(200, { 'Content-Encoding': 'gzip' });
      writeForever(response, gzipSync(''));
    });
    const { body, truncated } = await get(`${home}/`, { limits: { maxBodyBytes: 50_000 } });
    expect([truncated, body.length]).toEqual([true, 0]);
  });

  test('that breaks off, has an unknown coding or is not what its coding says, is a problem', async () => {
    site.on('/torn', (_request, response) => {
      response.writeHead(200, { 'Content-Length': '1000' });
      response.write('<p>', () => response.destroy());
    });
    site.page('/odd', 'x', { 'Content-Encoding': 'compress' });
    site.page('/nonsense', 'this is not gzip', { 'Content-Encoding': 'gzip' });
    for (const path of ['/torn', '/odd', '/nonsense'])
      expect(await send(home + path)).toEqual(failed('invalid-response'));
  });

  test('is not read if the caller does not want it', async () => {
    site.page('/', 'x', { 'X-Wanted': 'no' });
    const wantsBody: HttpRequest['wantsBody'] = (status, headers) => status !== 200 || headers['x-wanted'] !== 'no';
    expect((await get(`${home}/`, {}, { wantsBody })).body).toHaveLength(0);
  });
});

describe('timeouts and broken connections', () => {
  test('headers that never come, a body that drips, a name server that never answers: all end', async () => {
    site.on('/silent', () => {});
    site.on('/drip', (_request, response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write('.'), 20);
      response.once('close', () => clearInterval(drip));
    });
    const resolveName = () => new Promise<never>(() => {});
    expect(await send(`${home}/silent`, { limits: { headersTimeoutMs: 100 } })).toEqual(failed('timeout'));
    expect(await send(`${home}/drip`, { limits: { timeoutMs: 300 } })).toEqual(failed('timeout'));
    expect(await send(`${home}/`, { resolveName, limits: { timeoutMs: 100 } })).toEqual(failed('timeout'));
  });

  test.each([
    ['headers without end', 'invalid-response', 'HTTP/1.1 200 OK\r\n', `X-More: ${'x'.repeat(1000)}\r\n`],
    ['another protocol', 'invalid-response', `${SWITCHING}${UPGRADE}\r\n`, 'x'.repeat(1000)],
    ['another protocol without a name', 'invalid-response', `${SWITCHING}\r\n`, 'x'.repeat(1000)],
    ['early hints without end', 'timeout', '', 'HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n'],
  ])('%s: %s', async (_what, problem, start, more) => {
    let closed: Promise<unknown> = Promise.resolve();
    site.on('/head', ({ socket }) => {
      closed = new Promise((resolve) => socket.once('close', resolve));
      socket.on('error', () => {});
      socket.write(start);
      writeForever(socket, more);
    });
    expect(await send(`${home}/head`, { limits: { headersTimeoutMs: 500 } })).toEqual(failed(problem));
    await closed;
  });

  test('a port where nothing listens, and a server without TLS', async () => {
    const { port } = site;
    site.page('/', 'x');
    const client = createHttpClient({ ...localOptions(), network: ALLOW_ALL });
    expect(await client(new URL(`https://127.0.0.1:${port}/`))).toEqual(failed('certificate'));
    await site.close();
    expect(await client(new URL(`http://127.0.0.1:${port}/`))).toEqual(failed('connection-refused'));
    site = await openTestSite();
  });
});
