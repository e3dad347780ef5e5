import { mkdtempSync } from 'node:fs';
import { rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { SaxesParser } from 'saxes';
import { MANIFEST_FILE, readManifest } from '../../src/backup-manifest.ts';
import { parseCustomFeed } from '../../src/catalog/custom-feed.ts';
import { feedSchema } from '../../src/catalog/feed-schema.ts';
import { loadMoves } from '../../src/catalog/load-moves.ts';
import { checkPage } from '../../src/check-page/check-page.ts';
import { findViolation, parsePolicies } from '../../src/check-page/content-security-policy.ts';
import { decodeHtml } from '../../src/check-page/decode-html.ts';
import { loadConfig } from '../../src/config.ts';
import { openHttpServer } from '../../src/http/server.ts';
import { cleanHtml } from '../../src/ingest/clean-html/clean-html.ts';
import { loadSources } from '../../src/ingest/load-sources.ts';
import { readArticle } from '../../src/ingest/markdown/read-article.ts';
import { momentSchema } from '../../src/ingest/moment.ts';
import { readRelease } from '../../src/ingest/release/parse-release.ts';
import { probeAudio } from '../../src/media/audio/probe-audio.ts';
import { renderImage } from '../../src/media/render-image.ts';
import { StartError } from '../../src/model/problem.ts';
import { parseHttpDate } from '../../src/model/timestamp.ts';
import { parseYaml } from '../../src/model/yaml-document.ts';
import { parseBuilder } from '../../src/pages/builder/builder-query.ts';
import { parsePasted } from '../../src/pages/builder/parse-pasted.ts';
import { formatHeadlinesQuery, parseHeadlinesQuery } from '../../src/publish/headlines-query.ts';
import { buildArticleTree } from '../../src/render/article-tree.ts';
import { DEPENDENCIES, WHOLE, write } from '../check-page/church-page.ts';
import { createLocalFetcher } from '../check-page/local-fetcher.ts';
import { draftOf, feedOf, openNewsroom, T0 } from '../http/newsroom.ts';
import { READERS } from '../ingest/fuzz-time.ts';
import { makeM4a, makeMp3, makeOgg, makeWav } from '../media/audio-files.ts';
import { makeImage } from '../media/images.ts';

/** Something that parses input of strangers. Bytes are characters from U+0000 to U+00FF. */
export interface Parser {
  /** Valid input, which is changed at random. */
  readonly samples: readonly string[];
  /** Pieces that are put in, and repeated. */
  readonly tokens: readonly string[];
  /** Of the short form; 30 by default. */
  readonly runs?: number;
  /** Throws where the parser fails, or where what it gives is invalid. */
  read(input: string): unknown;
  /** The most characters that it is given where the time is measured. 0 for none: the input has a limit elsewhere. */
  readonly maxLength?: number;
}

/** The parsers by name, opened once, and `close` for what they opened. */
export interface OpenParsers {
  readonly parsers: Readonly<Record<string, Parser>>;
  close(): Promise<void>;
}

const split = (text: string) => text.split(' ').map((token) => token.replaceAll('␣', ' ').replaceAll('⏎', '\n'));
const bytesOf = (text: string) => Buffer.from(text, 'latin1');
const latin1 = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
const YAML = READERS.YAML?.tokens ?? [];
const HTML = READERS.HTML?.tokens ?? [];
const PAGE = 'https://church.example/';

const ARTICLE = `---
title: "Ferry sails again"
date: 2026-11-20T08:00:00Z
authors: [Ada Brook, { name: Bo Li, role: photographer }]
categories: [World, Middle East]
tags: [ferries]
image: { file: a.jpg, alt: A ferry }
language: en
correction: { text: It was Monday., date: 2026-11-20 }
---
# Boats\n\nThe *ferry* [sails](https://e.org/a?b=1).[^1]\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n> quoted\n\n<img src="b.jpg" alt="b">\n\n[^1]: Note.
`;
const RELEASE =
  'FOR IMMEDIATE RELEASE\n\nFerry sails again\n\nBy Ada Brook\n\nJERUSALEM (Agency News) – The ferry sails again.\n\nIt was repaired.\n\n###\nContact: Bo Li, bo@e.org\n';
const MAIL = `From: Ada <ada@e.org>
Date: Fri, 20 Nov 2026 08:00:00 +0000
Subject: =?UTF-8?B?RmVycnk=?= sails
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=b

--b
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

EMBARGOED until 21 November 2026, 09:00 GMT

The ferry =E2=80=93 it sails.
--b
Content-Type: text/html; charset=iso-8859-1
Content-Transfer-Encoding: base64

PHA+VGhlIGZlcnJ5PC9wPg==
--b--
`;
const FEED = `title: World
description: News of the world
order: 2
language: en
select: { categories: [World], languages: [en, pt-BR] }
exclude: { tags: [x] }
count: 20
content: summary
licence: CC BY 4.0
podcast:
  author: Ada
  email: ada@e.org
  explicit: false
  categories: [News]
`;
const SOURCES =
  'sources:\n  - id: desk\n    kind: markdown\n    folder: ../articles\n    static: ../static\n    categories: [World]\n  - id: wire\n    kind: release\n    folder: in\n';
const MANIFEST = JSON.stringify({
  format: 1,
  madeAt: '2026-11-20T08:00:00.000Z',
  database: {
    file: 'tidings.db',
    bytes: 9,
    sha256: 'a'.repeat(64),
    tables: [{ name: 'a', rows: 1, checksum: 'b'.repeat(64) }],
  },
  media: [{ file: 'media/ab/c.jpg', bytes: 1, sha256: 'c'.repeat(64) }],
});
const ENV = `DATABASE_URL=postgres://u:secret@h:5432/d?sslmode=require
PUBLIC_URL=https://news.example.org
PORT=8080
TRUST_PROXY=1
WORKERS=2
TIMEZONE=Europe/Berlin
MEDIA_URL=s3://bucket/a
AWS_ACCESS_KEY_ID=k
AWS_SECRET_ACCESS_KEY=s
PURGE=varnish
PURGE_URL=http://10.0.0.1:80/ http://10.0.0.2/
LOG_LEVEL=info`;
const QUERY =
  'category=World&tag=a&lang=pt-BR&not-author=b&q=ferry&count=20&content=full&after=t5mxyz.0193478900007000800000000000000f&platform=wordpress&accent=%23ff0000&width=300&layout=cards&excerpt=1';

const PATHS = split(
  '/ /feeds /feeds.opml /feeds/top.rss /feeds/top.atom /feeds/top.json /feeds/top /feeds/top/archive/1.atom /feeds/custom.rss?category=World&q=a ' +
    '/feeds/custom.atom?tag=a&not-lang=en /feeds/c/abc /feeds/category/world.json /feeds/author/ada-brook /v1/top.js?count=3 ' +
    '/v1/top.json?after=t5mxyz.0193478900007000800000000000000f&q=a&lang=de /v1/tidings.js /v1.0.0/tidings.js /embed?feed=top&layout=cards ' +
    '/embed/top?accent=%23f00&count=9 /embed/top.html?fragment /embed/preview?feed=top /embed/check?url=https://e.org/ ' +
    '/embed/articles/01934789-0000-7000-8000-00000000000f /articles/01934789-0000-7000-8000-00000000000f.json /v1/articles/x.json ' +
    '/oembed?url=https://news.example.org/feeds/top&format=xml&maxwidth=300 /media/aa.jpg /sitemap.xml /sitemap/1.xml /robots.txt ' +
    '/newsroom/intake /metrics /healthz /readyz /favicon.ico /assets/page.css /privacy',
);
const HEADERS =
  'Host: news.example.org\r\nAccept-Encoding: br;q=0.9, gzip, *;q=0\r\nIf-None-Match: W/"abc", "def"\r\nIf-Modified-Since: Fri, 20 Nov 2026 08:00:00 GMT\r\nA-IM: feed\r\nRange: bytes=0-9\r\nX-Forwarded-For: 1.2.3.4\r\nX-Request-Id: a-1\r\nUser-Agent: Feedly/1.0 (3 subscribers)\r\nAuthorization: Basic YTpi\r\nConnection: close\r\n';

const ANSWERS = [
  'HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: 12\r\n\r\n<p>Hello</p>',
  'HTTP/1.1 302 Found\r\nLocation: /x?a#b\r\nSet-Cookie: a=b\r\nContent-Length: 0\r\n\r\n',
  'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<p>He\r\n7\r\nllo</p>\r\n0\r\n\r\n',
  `HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n${latin1(gzipSync('<p>Hello</p>'))}`,
];

/** Opens a server in this process too. */
export async function openParsers(): Promise<OpenParsers> {
  const folder = mkdtempSync(path.join(tmpdir(), 'tidings-fuzz-'));
  const newsroom = await openNewsroom(
    [feedOf('top', { count: 2 })],
    ['Ferry', 'Boat', 'Train'].map((title) => draftOf(title)),
    { newsroomToken: 'secret' },
  );
  const server = await openHttpServer({ port: 0, host: '127.0.0.1' });
  server.serve(newsroom.app);
  /** Of a stranger: what it sends is the input. */
  let answer = '';
  const stranger = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => socket.end(bytesOf(answer)));
  });
  await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
  const strangerUrl = `http://church.example:${(stranger.address() as AddressInfo).port}/`;
  const fetchPage = createLocalFetcher();
  const images = await Promise.all((['jpeg', 'png', 'webp', 'gif'] as const).map((format) => makeImage(format)));
  const inFile = async (name: string, text: string): Promise<string> => {
    const file = path.join(folder, name);
    await writeFile(file, text);
    return file;
  };

  const parsers: Record<string, Parser> = {
    markdown: {
      samples: [ARTICLE],
      tokens: [...(READERS.Markdown?.tokens ?? []), ...HTML],
      read(text) {
        const parsed = readArticle(
          { categories: [], language: 'en' },
          { path: 'a.md', externalId: 'a', bytes: Buffer.from(text), modifiedAt: T0 },
          { now: T0, epoch: T0, timeZone: 'UTC' },
        );
        if (parsed.kind === 'valid') checkCleaned(parsed.value.article.contentHtml ?? '');
      },
    },
    html: {
      samples: ['<p>a <b>b</b><a href="/c">d</a><img srcset="e 1x, f 2x"></p>'],
      tokens: HTML,
      read: checkCleaned,
    },
    release: {
      samples: [RELEASE],
      tokens: READERS.release?.tokens ?? [],
      read: (text) => readRelease(Buffer.from(text), { file: 'a.txt' }),
    },
    mail: {
      samples: [MAIL],
      tokens: split(
        '--b⏎ --b--⏎ Content-Type:␣ multipart/mixed; text/html message/rfc822 boundary= charset=utf-16 base64⏎ quoted-printable =E2 = =?UTF-8?Q? ?= < > , ; " ( ) ⏎ ⏎⏎ ␣ : Subject:␣ From:␣ Date:␣ @ \t a',
      ),
      read: (text) => readRelease(bytesOf(text), { file: 'a.eml' }),
    },
    date: {
      samples: ['2026-11-20T08:00:00Z', '20 Nov 2026, 9.30 am CET', 'Fri, 20 Nov 2026 08:00:00 GMT', '-2h'],
      tokens: split('2026 11 20 T : Z + - . , ␣ Nov November am pm GMT CET 99999 Fri 30th / ( )'),
      read(text) {
        momentSchema.safeParse(text);
        parseHttpDate(text);
      },
    },
    feed: { samples: [FEED], tokens: YAML, read: (text) => parseYaml({ file: 'a.yaml', text }, feedSchema) },
    sources: {
      samples: [SOURCES],
      tokens: [...YAML, '  - id: #\n    kind: markdown\n    folder: #\n'],
      read: async (text) => loadSources(await inFile('sources.yaml', text)),
    },
    moves: {
      samples: ['moved:\n  - from: a\n    to: b\n  - from: b\n    to: category/c\n'],
      tokens: [...YAML, '  - { from: #, to: a }\n'],
      read: async (text) => loadMoves(await inFile('moved.yaml', text)),
    },
    manifest: {
      samples: [MANIFEST],
      tokens: split('{ } [ ] " : , ../ / \\ .. 1 -1 1e999 null "__proto__" \\u0000 "file" "media"'),
      async read(text) {
        await inFile(MANIFEST_FILE, text);
        try {
          const { media } = await readManifest(folder);
          for (const { file } of media) {
            if (!path.resolve(folder, file).startsWith(folder)) throw new Error(`outside the folder: ${file}`);
          }
        } catch (fault) {
          if (!(fault instanceof StartError)) throw fault;
        }
      },
    },
    options: {
      samples: [ENV],
      tokens: split('= ⏎ :// @ : / ? # % [ ] . , ␣ 0 -1 1e9 99999999999 sqlite: postgres:// s3:// http:// https:// \\'),
      read(text) {
        const lines = text.split('\n').map((line) => line.split('=', 1).concat(line.slice(line.indexOf('=') + 1)));
        try {
          loadConfig(Object.fromEntries(lines));
        } catch (fault) {
          if (!(fault instanceof StartError)) throw fault;
        }
      },
    },
    queries: {
      samples: [QUERY, WHOLE],
      tokens: split(
        '& = %20 % %ff %00 + q= category= &tag= &category=# lang= en-x-a after= . 0 1e9 < > " <div␣class="tidings" data-feed="',
      ),
      read(text) {
        const query = new URLSearchParams(text);
        parseCustomFeed(query);
        parseBuilder(query);
        parsePasted(text);
        const canonical = formatHeadlinesQuery(parseHeadlinesQuery((name) => query.get(name)));
        const again = new URLSearchParams(canonical);
        if (formatHeadlinesQuery(parseHeadlinesQuery((name) => again.get(name))) !== canonical) {
          throw new Error(`the canonical query is not the same when it is parsed again: ${canonical}`);
        }
      },
    },
    page: {
      samples: [write(WHOLE)],
      tokens: [
        ...HTML,
        ...split(
          '<script␣src="https://news.example.org/v1/top.js"> </script> <script> <meta␣charset="utf-16"> <div␣class="tidings"␣data-feed="top"> data-layout= ' +
            '<iframe␣src="https://news.example.org/embed/top"> <base␣href="//x"> <template> <textarea> <meta␣http-equiv="Content-Security-Policy"␣content=" data:text/javascript;base64,',
        ),
      ],
      async read(html) {
        const decoded = decodeHtml(Buffer.from(html), 'text/html');
        const url = new URL(PAGE);
        const page = {
          kind: 'page',
          url,
          redirected: false,
          status: 200,
          headers: {},
          html: decoded,
          truncated: false,
        } as const;
        await checkPage(PAGE, async () => page, DEPENDENCIES);
      },
    },
    policy: {
      samples: ["default-src 'self'; script-src 'nonce-a' https://*.e.org:*/a/ 'strict-dynamic', img-src data:"],
      tokens: split("; , ␣ 'self' 'none' * : / https: //*. script-src default-src 'nonce- % [ ] @"),
      read(text) {
        for (const policy of parsePolicies(text)) {
          findViolation(policy, { kind: 'script', url: new URL(`${PAGE}a.js`) }, new URL(PAGE));
        }
      },
    },
    audio: {
      samples: [makeWav(1), makeM4a(1), makeM4a(1, 1), makeOgg('opus', 1), makeMp3({ frames: 4, id3: 20 })].map(latin1),
      tokens: split('\0\0\0\0 \0\0\0\x08 ÿÿÿÿ moov trak mdhd OggS RIFF data ID3 ÿû \x7fÿÿÿ'),
      read(text) {
        const seconds = probeAudio(bytesOf(text))?.seconds ?? 0;
        if (!(seconds >= 0)) throw new Error(`a duration of ${seconds}`);
      },
    },
    image: {
      samples: images.map(latin1),
      tokens: split('\0\0\0\0 ÿÿÿÿ ÿØ ÿá ÿÚ Exif\0\0 II*\0 IHDR IDAT IEND VP8␣ RIFF GIF89a , \0'),
      runs: 4,
      maxLength: 0,
      read: (text) => renderImage(bytesOf(text)),
    },
    answers: {
      samples: ANSWERS,
      tokens: split(
        '\r\n \r\n\r\n : , HTTP/1.1␣200␣OK\r\n HTTP/1.1␣103␣Early␣Hints\r\n\r\n Location:␣http://127.0.0.1/\r\n Location:␣//[::1]\r\n Content-Encoding:␣br\r\n Content-Encoding:␣gzip\r\n Transfer-Encoding:␣chunked\r\n Content-Length:␣9\r\n ffffffff 0\r\n\r\n -1 \0',
      ),
      maxLength: 0,
      async read(text) {
        answer = text;
        const { kind } = await fetchPage(strangerUrl);
        if (kind !== 'page' && kind !== 'failed') throw new Error(`expected a page or a problem, got ${kind}`);
      },
    },
    requests: {
      samples: PATHS.map((address) => `GET ${address} HTTP/1.1\r\n${HEADERS}\r\n`),
      tokens: split(
        '\r\n / // .. %2e%2e%2f %00 %ff %E2%80%A8 ? & = [] [__proto__] # ; , " W/" bytes=0-,-1 q=1e9 br gzip * \t POST HEAD OPTIONS Content-Length:␣9\r\n Host:␣x\r\n X-Forwarded-Host:␣evil\r\n Cookie:␣a=b\r\n .rss .json 99999999999999999999 <script>',
      ),
      maxLength: 0,
      read: (text) => checkAnswer(server.port, text),
    },
  };
  return {
    parsers,
    async close() {
      await server.close(0);
      stranger.close();
      await newsroom.close();
      await rm(folder, { recursive: true });
    },
  };
}

const RUNS =
  /<(?:script|style|iframe|object|embed|svg|math|form|base|meta|link)[\s>/]|<[^>"]*(?:"[^"]*"[^>"]*)*\son\w+=|(?:src|href)="\s*(?:javascript|data|vbscript):/i;

function checkCleaned(html: string): void {
  const cleaned = cleanHtml(html, { baseUrl: PAGE });
  if (RUNS.test(cleaned)) throw new Error(`HTML that runs: ${cleaned.slice(0, 500)}`);
  if (cleanHtml(cleaned, { baseUrl: PAGE }) !== cleaned) throw new Error('cleaning it again changes it');
  JSON.stringify(buildArticleTree(cleaned, PAGE));
}

/** Any answer is below 500, without headers that the request put in, and valid in its format. */
async function checkAnswer(port: number, request: string): Promise<void> {
  const answer = await ask(port, request);
  for (const part of answer.split(/(?=^HTTP\/1\.1 \d{3} )/m).slice(0, 1)) {
    const [head = '', body = ''] = splitOnce(part, '\r\n\r\n');
    const status = Number(head.slice(9, 12));
    if (status >= 500 && status !== 501 && status !== 505) throw new Error(`${head}\n\n${body.slice(0, 500)}`);
    if (/^x-evil:/im.test(head)) throw new Error(`a header of the request: ${head}`);
    if (status !== 200 || /^(?:content-encoding|transfer-encoding):/im.test(head) || body === '') continue;
    if (/^content-type: application\/(?:feed\+)?json/im.test(head)) JSON.parse(body);
    if (/^content-type: (?:application|text)\/(?:[\w.]+\+)?xml/im.test(head)) {
      const parser = new SaxesParser();
      parser.on('error', (fault) => {
        throw fault;
      });
      parser.write(Buffer.from(body, 'latin1').toString('utf8')).close();
    }
  }
}

const ANSWER_MS = 10_000;

async function ask(port: number, request: string): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const socket = connect(port, '127.0.0.1');
  let answer = '';
  socket.setEncoding('latin1').on('data', (chunk) => (answer += chunk));
  // The server may reset the connection of a request that it refuses.
  socket.on('error', () => undefined);
  socket.on('close', () => resolve(answer));
  socket.setTimeout(ANSWER_MS, () => {
    socket.destroy();
    reject(new Error(`no answer after ${ANSWER_MS} ms`));
  });
  socket.end(bytesOf(request));
  return promise;
}

function splitOnce(text: string, separator: string): readonly string[] {
  const at = text.indexOf(separator);
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + separator.length)];
}
