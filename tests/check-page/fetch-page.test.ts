import { once } from 'node:events';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { openPageFetcher } from '../../src/check-page/fetch-page.ts';
import { ALLOW_ALL, PUBLIC_WEB } from '../../src/net/network-policy.ts';
import { type Church, getPage, HERE, namesOf, openChurch, openLocalFetcher } from './church.ts';

let church: Church;
let home: string;

beforeEach(async () => {
  church = await openChurch();
  home = `http://church.example:${church.port}`;
});

afterEach(() => church.close());

const failed = (problem: string) => ({ kind: 'failed', problem });

describe('addresses that nobody may have fetched', () => {
  const fetchPage = openPageFetcher({
    network: PUBLIC_WEB,
    resolveName: namesOf({
      'inside.example': ['10.0.0.7'],
      'both.example': ['93.184.215.14', '192.168.0.1'],
      'six.example': ['fd00::1'],
    }),
    userAgent: 'test',
  });

  test.each([
    ['ftp://church.example/', 'not-the-web'],
    ['file:///etc/passwd', 'not-the-web'],
    ['javascript:alert(1)', 'not-the-web'],
    ['https://user:secret@church.example/', 'credentials'],
    ['https://church.example:8443/', 'port'],
    ['http://church.example:22/', 'port'],
    ['church.example:6379', 'port'],
    ['', 'not-an-address'],
    ['https://', 'not-an-address'],
    ['our church', 'not-an-address'],
    [`https://church.example/${'a'.repeat(2000)}`, 'not-an-address'],
    ['http://127.0.0.1/', 'no-public-host'],
    ['http://2130706433/', 'no-public-host'],
    ['http://0x7f.1/', 'no-public-host'],
    ['http://0177.0.0.1/', 'no-public-host'],
    ['http://[::1]/', 'no-public-host'],
    ['http://[::ffff:127.0.0.1]/', 'no-public-host'],
    ['http://[64:ff9b::7f00:1]/', 'no-public-host'],
    ['http://169.254.169.254/latest/meta-data/', 'no-public-host'],
    ['http://inside.example/', 'no-public-host'],
    ['http://six.example/', 'no-public-host'],
    ['http://both.example/', 'no-public-host'],
    ['http://localhost/', 'no-public-host'],
    ['http://nowhere.example/', 'no-public-host'],
  ])('%s: %s', async (address, problem) => {
    expect(await fetchPage(address)).toEqual(failed(problem));
  });

  test('a private host and none at all are told in the same words', async () => {
    expect(await fetchPage('http://inside.example/')).toEqual(await fetchPage('http://nowhere.example/'));
  });
});

describe('what is asked', () => {
  test('names who asks, and carries no cookie from one answer to the next', async () => {
    church.on('/', (_request, response) => {
      response.writeHead(302, { Location: '/news', 'Set-Cookie': 'session=1; Path=/' }).end();
    });
    church.page('/news', '<p>News</p>');
    const page = await getPage(openLocalFetcher(), `${home}/#top`);
    expect(page).toMatchObject({ status: 200, ledOn: true, html: '<p>News</p>', cut: false });
    expect(page.url.href).toBe(`${home}/news`);
    expect(church.asked.map(({ url, method }) => [method, url])).toEqual([
      ['GET', '/'],
      ['GET', '/news'],
    ]);
    for (const { headers } of church.asked) {
      expect(headers['user-agent']).toBe('TidingsPageCheck/1 (+https://news.example.org/embed/check)');
      expect(headers.host).toBe(`church.example:${church.port}`);
      expect(headers.cookie).toBeUndefined();
    }
  });

  test('a name is resolved once a hop, and the address that was checked is the one that is called', async () => {
    church.page('/', '<p>Hello</p>');
    let asked = 0;
    // The second answer would lead elsewhere: whoever asked again would go there.
    const rebinding = async () => {
      asked += 1;
      return [{ address: asked === 1 ? HERE : '127.0.0.2', family: 4 as const }];
    };
    const page = await getPage(openLocalFetcher({ resolveName: rebinding, allows: () => true }), `${home}/`);
    expect([asked, page.html]).toEqual([1, '<p>Hello</p>']);
    expect(church.asked).toHaveLength(1);
  });

  test('a name that comes to mean a private machine between two hops is not followed', async () => {
    church.on('/', (_request, response) => void response.writeHead(301, { Location: `${home}/secret` }).end());
    church.page('/secret', 'secret');
    let asked = 0;
    const rebinding = async () => {
      asked += 1;
      return [{ address: asked === 1 ? HERE : '10.0.0.1', family: 4 as const }];
    };
    expect(await openLocalFetcher({ resolveName: rebinding })(`${home}/`)).toEqual(failed('no-public-host'));
    expect(church.asked).toHaveLength(1);
  });
});

describe('redirects', () => {
  test.each([
    ['a private address', 'http://192.168.1.1/'],
    ['a name for one', 'http://router.example/'],
    ['loopback as a number', 'http://2130706434/'],
    ['another scheme', 'file:///etc/passwd'],
    ['an address with a password', 'http://admin:admin@church.example/'],
    ['no address', 'http://:0:'],
  ])('to %s are not followed', async (_what, location) => {
    church.on('/', (_request, response) => void response.writeHead(302, { Location: location }).end());
    const resolveName = namesOf({ 'church.example': [HERE], 'router.example': ['192.168.1.1'] });
    expect(await openLocalFetcher({ resolveName })(`${home}/`)).toEqual(failed('no-public-host'));
  });

  test('five are followed, a sixth is not', async () => {
    for (let hop = 1; hop <= 6; hop += 1) {
      church.on(`/${hop}`, (_request, response) => void response.writeHead(308, { Location: `/${hop + 1}` }).end());
    }
    church.page('/7', 'the end');
    const fetchPage = openLocalFetcher();
    expect(await getPage(fetchPage, `${home}/2`)).toMatchObject({ html: 'the end' });
    expect(await fetchPage(`${home}/1`)).toEqual(failed('endless-redirects'));
  });
});

describe('bodies', () => {
  test.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
  ] as const)('%s is unpacked', async (coding, pack) => {
    church.page('/', pack('<p>Grüße</p>'), { 'Content-Encoding': coding });
    expect(await getPage(openLocalFetcher(), `${home}/`)).toMatchObject({ html: '<p>Grüße</p>', cut: false });
  });

  test.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
  ] as const)('a bomb of %s is read as far as the limit', async (coding, pack) => {
    church.page('/', pack(Buffer.alloc(64 * 1024 * 1024)), { 'Content-Encoding': coding });
    const page = await getPage(openLocalFetcher({ limits: { bytes: 100_000 } }), `${home}/`);
    expect([page.cut, page.html.length]).toEqual([true, 100_000]);
  });

  test('a body without end is read as far as the limit, and its connection is closed', async () => {
    let closed: Promise<unknown> = Promise.reject(new Error('nobody asked'));
    closed.catch(() => {});
    church.on('/', (_request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/html' });
      closed = once(response, 'close');
      const write = (): void => {
        while (!response.destroyed && response.write('word '.repeat(1000)));
        response.once('drain', write);
      };
      write();
    });
    const page = await getPage(openLocalFetcher({ limits: { bytes: 50_000 } }), `${home}/`);
    expect([page.cut, page.html.length]).toEqual([true, 50_000]);
    await closed;
  });

  test('a body that comes byte by byte is read for so many pieces', async () => {
    church.on('/', ({ socket }) => {
      socket.end(
        `HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n${'1\r\n.\r\n'.repeat(150_000)}0\r\n\r\n`,
      );
    });
    const page = await getPage(openLocalFetcher(), `${home}/`);
    expect([page.cut, page.html.length]).toEqual([true, 100_000]);
  });

  test('packed bytes that never become anything are read as far as the limit, too', async () => {
    church.on('/', (_request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/html', 'Content-Encoding': 'gzip' });
      const nothing = gzipSync('');
      const write = (): void => {
        while (!response.destroyed && response.write(nothing));
        response.once('drain', write);
      };
      write();
    });
    const page = await getPage(openLocalFetcher({ limits: { bytes: 50_000 } }), `${home}/`);
    expect([page.cut, page.html]).toEqual([true, '']);
  });

  test('a page that breaks off is no page, and neither is one packed as nobody asked', async () => {
    church.on('/torn', (_request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/html', 'Content-Length': '1000' });
      response.write('<p>', () => response.destroy());
    });
    church.page('/odd', 'x', { 'Content-Encoding': 'compress' });
    church.page('/nonsense', 'this is no gzip', { 'Content-Encoding': 'gzip' });
    const fetchPage = openLocalFetcher();
    for (const path of ['/torn', '/odd', '/nonsense']) expect(await fetchPage(home + path)).toEqual(failed('broken'));
  });

  test('what is no page, or no success, is not read', async () => {
    church.page('/song.mp3', 'la', { 'Content-Type': 'audio/mpeg' });
    church.on('/gone', (_request, response) => void response.writeHead(410, { 'Content-Type': 'text/html' }).end('x'));
    const fetchPage = openLocalFetcher();
    expect(await getPage(fetchPage, `${home}/song.mp3`)).toMatchObject({ status: 200, html: '' });
    expect(await getPage(fetchPage, `${home}/gone`)).toMatchObject({ status: 410, html: '' });
  });
});

describe('patience', () => {
  test('a head that never comes, a body that drips, a name server that sleeps: all end', async () => {
    church.on('/silent', () => {});
    church.on('/drip', (_request, response) => {
      response.writeHead(200, { 'Content-Type': 'text/html' });
      const drip = setInterval(() => response.write('.'), 20);
      response.once('close', () => clearInterval(drip));
    });
    const asleep = () => new Promise<never>(() => {});
    expect(await openLocalFetcher({ limits: { headMs: 100 } })(`${home}/silent`)).toEqual(failed('slow'));
    expect(await openLocalFetcher({ limits: { allMs: 300 } })(`${home}/drip`)).toEqual(failed('slow'));
    expect(await openLocalFetcher({ resolveName: asleep, limits: { allMs: 100 } })(`${home}/`)).toEqual(failed('slow'));
  });

  test.each([
    ['a head without end', 'broken', 'HTTP/1.1 200 OK\r\n', `X-More: ${'x'.repeat(1000)}\r\n`],
    ['hints without end, and never a head', 'slow', '', 'HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n'],
  ])('%s: %s', async (_what, problem, start, more) => {
    let closed: Promise<unknown> = Promise.resolve();
    church.on('/head', ({ socket }) => {
      closed = new Promise((resolve) => socket.once('close', resolve));
      socket.on('error', () => {});
      socket.write(start);
      const write = (): void => {
        while (!socket.destroyed && socket.write(more));
        socket.once('drain', write);
      };
      write();
    });
    expect(await openLocalFetcher({ limits: { headMs: 500 } })(`${home}/head`)).toEqual(failed(problem));
    await closed;
  });

  test('a port where nobody listens, and a server that speaks no TLS', async () => {
    const { port } = church;
    church.page('/', 'x');
    const fetchPage = openPageFetcher({ network: ALLOW_ALL, resolveName: namesOf({}), userAgent: 'test' });
    expect(await fetchPage(`https://127.0.0.1:${port}/`)).toEqual(failed('certificate'));
    await church.close();
    expect(await fetchPage(`http://127.0.0.1:${port}/`)).toEqual(failed('refused'));
    church = await openChurch();
  });
});

describe('letters', () => {
  const latin = Buffer.from('<p>Gr\xfc\xdfe</p>', 'latin1');

  test.each([
    ['the media type', 'text/html; charset=ISO-8859-1', latin],
    ['a meta', 'text/html', Buffer.concat([Buffer.from('<meta charset="windows-1252">'), latin])],
    [
      'a meta in other words',
      'text/html',
      Buffer.concat([Buffer.from('<meta content="text/html; charset=latin1">'), latin]),
    ],
    ['nothing', 'text/html', latin],
    ['a name that nobody knows', 'text/html; charset=klingon', latin],
    ['a byte order mark', 'text/html; charset=latin1', Buffer.from('\ufeff<p>Grüße</p>', 'utf8')],
    ['UTF-16 with its mark', 'text/html', Buffer.from('\ufeff<p>Grüße</p>', 'utf16le')],
  ])('are read by %s', async (_what, type, bytes) => {
    church.page('/', bytes, { 'Content-Type': type });
    expect((await getPage(openLocalFetcher(), `${home}/`)).html).toContain('<p>Grüße</p>');
  });
});
