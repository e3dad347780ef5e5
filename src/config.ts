import path from 'node:path';
import { z } from 'zod';
import { type Bucket, bucketBaseUrl, parseBucketUrl } from './media/bucket.ts';
import { type DatabaseLocation, parseDatabaseUrl } from './model/database-url.ts';
import { StartError, showValue } from './model/problem.ts';
import { isTimeZone } from './model/time-zone.ts';
import { findBetterColour, type PageColours } from './pages/page-colours.ts';
import { CDN_KINDS, hasApi } from './push/cdn-kinds.ts';

export interface Option<T> {
  /** The default, as text; where it is empty, the meaning says what it stands for. */
  readonly fallback: string;
  readonly meaning: string;
  /** Parses the text. Its message says what was expected. */
  readonly check: z.ZodType<T, string>;
}

const port = z
  .string()
  .regex(/^\d{1,5}$/, 'a port from 0 to 65535')
  .transform(Number)
  .refine((value) => value <= 65_535, 'a port from 0 to 65535');

const filePath = z.string().min(1, 'a path');

/** Headers and RSS need ASCII: the host in Punycode, other characters with percent signs. */
const publicUrl = z
  .string()
  .refine(isPublicUrl, 'an absolute http or https URL without query or fragment, or nothing')
  .transform((text) => (/[^\x20-\x7e]/.test(text) ? new URL(text).href : text));

const database = z.string().transform((text, context) => {
  const location = parseDatabaseUrl(text);
  if (location !== undefined) return location;
  context.addIssue('sqlite:PATH or postgres://…');
  return z.NEVER;
});

const endpoint = z.string().refine((text) => {
  const url = URL.parse(text);
  const isPlain = url !== null && /^https?:$/.test(url.protocol) && url.username === '' && !/[?#]/.test(text);
  return text === '' || isPlain;
}, 'an http or https URL, or nothing');

const mediaUrl = z
  .string()
  .refine((text) => text === '' || parseBucketUrl(text) !== undefined, 's3://BUCKET or s3://BUCKET/PREFIX, or nothing');

const proxies = z
  .string()
  .regex(/^\d{1,2}$/, 'the number of proxies in front, from 0 to 99')
  .transform(Number);

const workers = z
  .string()
  .regex(/^(?:[1-9]|[1-5]\d|6[0-4])$/, 'a number of processes from 1 to 64')
  .transform(Number);

const seconds = z
  .string()
  .regex(/^(?:\d{1,2}|[12]\d\d|300)$/, 'a number of seconds from 0 to 300')
  .transform(Number);

const megabytes = z
  .string()
  .regex(/^[1-9]\d{0,5}$/, 'a whole number of megabytes from 1 to 999999')
  .transform(Number);

const HTTPS_URL = /^https:\/\/[^\s/]/;

/** An absolute URL that pages can link to, or `undefined` for an empty text. */
const contact = z.string().transform((text, context) => {
  if (text === '') return undefined;
  if (z.email().safeParse(text).success) return `mailto:${text}`;
  if (HTTPS_URL.test(text) && URL.canParse(text)) return text;
  context.addIssue('an e-mail address or an https URL');
  return z.NEVER;
});

/** The pages' policy loads images by https only. */
const logo = z
  .string()
  .refine(
    (text) => !/^\w{2,}:/.test(text) || (HTTPS_URL.test(text) && URL.canParse(text)),
    'a file in the folder of the newsroom, or an https URL',
  );

function pageColour(scheme: keyof PageColours): z.ZodType<string | undefined, string> {
  return z.string().transform((text, context) => {
    if (text === '') return undefined;
    const digits = /^#?([\da-f]{6})$/i.exec(text)?.[1]?.toLowerCase();
    if (digits === undefined) {
      context.addIssue('a colour of six hexadecimal digits such as 1d4e89');
      return z.NEVER;
    }
    const better = findBetterColour(`#${digits}`, scheme);
    if (better === undefined) return `#${digits}`;
    context.addIssue(`a colour with a contrast of at least 4.5 to 1 on ${scheme} pages, such as ${better.slice(1)}`);
    return z.NEVER;
  });
}

const httpUrls = z.string().transform((text, context) => {
  const urls = text.split(/\s+/).filter((url) => url !== '');
  if (urls.every((url) => isPublicUrl(url))) return urls;
  context.addIssue('absolute http or https URLs with spaces between them, or nothing');
  return z.NEVER;
});

/** What a header can hold. */
const secret = z.string().regex(/^[\x21-\x7e]*$/, 'a token of ASCII characters without spaces, or nothing');

const MIN_TOKEN_LENGTH = 16;
/** Options whose value no message may show. */
const SECRETS: readonly string[] = ['NEWSROOM_TOKEN', 'AWS_SECRET_ACCESS_KEY', 'PURGE_TOKEN'];

/** All options. A test compares them with the table in the README. */
export const OPTIONS = {
  NEWSROOM_DIR: option(
    '.',
    'Folder of the newsroom, with its options file `.env`; relative paths in other options start there',
    filePath,
  ),
  PORT: option('3000', 'Port to listen on; 0 uses a free port', port),
  HOST: option('', 'Address to listen on; empty means all addresses of the machine', z.string()),
  PUBLIC_URL: option('', 'Address of this server as readers use it; empty means `http://localhost:{PORT}`', publicUrl),
  TRUST_PROXY: option('0', 'Number of reverse proxies in front of the server', proxies),
  SITE_NAME: option('Tidings News', 'Name of the newsroom, as readers see it', z.string().trim().min(1, 'a name')),
  SITE_CONTACT: option(
    '',
    'How readers reach the newsroom: an e-mail address or the https address of a page; shown on the pages',
    contact,
  ),
  SITE_LOGO: option(
    '',
    'Logo on the pages, instead of the name: an image file in the folder of the newsroom, or an https address',
    logo,
  ),
  SITE_COLOUR: option(
    '',
    'Colour of links and labels on the pages: six hexadecimal digits such as `1d4e89`',
    pageColour('light'),
  ),
  SITE_COLOUR_DARK: option(
    '',
    'The same in dark mode; empty means `SITE_COLOUR`, made lighter where it would be hard to read',
    pageColour('dark'),
  ),
  TIMEZONE: option(
    'UTC',
    'Time zone of dates without one, and of dates on pages: a name such as `Europe/Berlin`',
    z.string().refine(isTimeZone, 'the name of a time zone such as Europe/Berlin or UTC'),
  ),
  DATABASE_URL: option(
    'sqlite:data/tidings.db',
    'Database of the articles: `sqlite:PATH`, or `postgres://USER:PASSWORD@HOST/NAME`',
    database,
  ),
  FEEDS_DIR: option('feeds', 'Folder of the feed definitions and `sources.yaml`', filePath),
  MEDIA_DIR: option('data/media', 'Folder for images and audio', filePath),
  NEWSROOM_TOKEN: option(
    '',
    'Password of `/newsroom/intake` and `/metrics`, with any user name; empty shows them only on this machine, and only without a public URL',
    z
      .string()
      .refine(
        (token) => token === '' || token.trim().length >= MIN_TOKEN_LENGTH,
        `at least ${MIN_TOKEN_LENGTH} characters, or nothing`,
      ),
  ),
  WITHDRAW_MINUTES: option(
    '10',
    'How many minutes after its publication `tidings withdraw` takes an article back; 0 allows only articles that were never public',
    z
      .string()
      .regex(/^\d{1,4}$/, 'a number of minutes from 0 to 9999')
      .transform(Number),
  ),
  LOG_LEVEL: option(
    'info',
    'Lowest level to log: `debug`, `info` (one line per request), `warn`, `error` or `silent`',
    z.enum(['debug', 'info', 'warn', 'error', 'silent'], 'one of debug, info, warn, error, silent'),
  ),
  CACHE_MB: option(
    '64',
    'Maximum memory for finished documents, in megabytes; rendered items need about 8 more',
    megabytes,
  ),
  WORKERS: option('1', 'Number of processes that share the port, to use several cores', workers),
  DRAIN_SECONDS: option(
    '0',
    'How long the server answers after a `SIGTERM`, while `/readyz` says 503: until the proxy in front has noticed it',
    seconds,
  ),
  MEDIA_URL: option('', 'Storage for images and audio, `s3://BUCKET/PREFIX`; empty means `MEDIA_DIR`', mediaUrl),
  MEDIA_URL_STYLE: option(
    '',
    'Where addresses of the storage have the bucket: `path` or `virtual-host`; empty means `virtual-host` at Amazon, else `path`',
    z.enum(['', 'path', 'virtual-host'], 'path, virtual-host, or nothing'),
  ),
  AWS_ENDPOINT_URL: option('', 'Address of the storage of `MEDIA_URL`; empty means Amazon S3', endpoint),
  AWS_REGION: option(
    'us-east-1',
    'Region of the storage of `MEDIA_URL`',
    z.string().regex(/^[a-z0-9-]+$/, 'the name of a region such as eu-central-1'),
  ),
  AWS_ACCESS_KEY_ID: option('', 'Access key of the storage of `MEDIA_URL`', z.string()),
  AWS_SECRET_ACCESS_KEY: option('', 'Secret of that key', z.string()),
  PURGE: option(
    '',
    'CDN or proxy in front that is told of changes: `varnish`, `nginx`, `cloudflare` or `fastly`; empty tells none',
    z.enum(['', ...CDN_KINDS], `one of ${CDN_KINDS.join(', ')}, or nothing`),
  ),
  PURGE_URL: option(
    '',
    'Addresses of the proxies that `PURGE` names, with spaces between them; empty means the API of the CDN',
    httpUrls,
  ),
  PURGE_ZONE: option('', 'Id of the zone (Cloudflare) or service (Fastly)', z.string().trim()),
  PURGE_TOKEN: option('', 'API token of the CDN that may purge', secret),
} as const satisfies Record<string, Option<unknown>>;

export type OptionName = keyof typeof OPTIONS;

type Values = { readonly [Name in OptionName]: z.output<(typeof OPTIONS)[Name]['check']> };

export interface Config extends Values {
  /** Of `MEDIA_URL`. */
  readonly bucket?: Bucket;
}

/** Parses the options of an environment. Throws one `StartError` that names every invalid value. */
export function loadConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const problems: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, { fallback, check }] of Object.entries(OPTIONS) as [string, Option<unknown>][]) {
    const given = environment[name];
    const parsed = check.safeParse(given ?? fallback);
    if (parsed.success) values[name] = parsed.data;
    else
      problems.push(
        `${name}: expected ${parsed.error.issues[0]?.message ?? 'another value'}, got ${SECRETS.includes(name) ? 'another text' : showValue(given?.replace(/\/\/[^/\s]*@/g, '//…@'))}`,
      );
  }
  if (values.MEDIA_URL !== '') {
    for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'])
      if (values[name] === '') problems.push(`${name}: expected the key of the storage of MEDIA_URL, got nothing`);
  }
  problems.push(...findMissing(values as Partial<Config>));
  if (Number(values.WORKERS) > 1 && (values.DATABASE_URL as DatabaseLocation | undefined)?.kind === 'memory')
    problems.push(`WORKERS: expected 1 with a database in memory, got ${showValue(environment.WORKERS)}`);
  if (problems.length > 0)
    throw new StartError(`These options are invalid:\n${problems.map((line) => `  ${line}`).join('\n')}`);
  return inFolder(withBucket(values as Values));
}

function withBucket(values: Values): Config {
  const location = parseBucketUrl(values.MEDIA_URL);
  if (location === undefined) return values;
  const { AWS_ENDPOINT_URL: endpoint, AWS_REGION: region, MEDIA_URL_STYLE: style } = values;
  const bucket = {
    name: values.MEDIA_URL,
    baseUrl: bucketBaseUrl(location, { endpoint, region, style }),
    region,
    accessKeyId: values.AWS_ACCESS_KEY_ID,
    secretAccessKey: values.AWS_SECRET_ACCESS_KEY,
  };
  return { ...values, bucket };
}

/** Options that others need. */
function findMissing({ PURGE, PURGE_URL, PURGE_ZONE, PURGE_TOKEN }: Partial<Config>): readonly string[] {
  if (PURGE === undefined || PURGE === '') return [];
  const needed = hasApi(PURGE) ? { PURGE_ZONE, PURGE_TOKEN } : { PURGE_URL };
  return Object.entries(needed)
    .filter(([, value]) => value?.length === 0)
    .map(([name]) => `${name}: expected a value, because PURGE is ${PURGE}; got nothing`);
}

/** Makes relative paths relative to the newsroom's folder. */
function inFolder(config: Config): Config {
  const { NEWSROOM_DIR, DATABASE_URL, FEEDS_DIR, MEDIA_DIR, SITE_LOGO } = config;
  const locate = (name: string): string => locateFile(name, NEWSROOM_DIR);
  return {
    ...config,
    DATABASE_URL: locateDatabase(DATABASE_URL, NEWSROOM_DIR),
    FEEDS_DIR: locate(FEEDS_DIR),
    MEDIA_DIR: locate(MEDIA_DIR),
    SITE_LOGO: SITE_LOGO === '' || HTTPS_URL.test(SITE_LOGO) ? SITE_LOGO : locate(SITE_LOGO),
  };
}

/** A relative path starts at the newsroom's folder. */
export function locateDatabase(location: DatabaseLocation, folder: string): DatabaseLocation {
  return location.kind === 'file' ? { kind: 'file', path: locateFile(location.path, folder) } : location;
}

function locateFile(name: string, folder: string): string {
  return path.isAbsolute(name) ? name : path.join(folder, name);
}

/** The server's public URL without a trailing slash. `listeningPort` is the real port: the option may be 0. */
export function publicUrlOf(config: Pick<Config, 'PUBLIC_URL'>, listeningPort: number): string {
  return config.PUBLIC_URL === '' ? `http://localhost:${listeningPort}` : config.PUBLIC_URL.replace(/\/+$/, '');
}

function option<T>(fallback: string, meaning: string, check: z.ZodType<T, string>): Option<T> {
  return { fallback, meaning, check };
}

/** Addresses begin with the text as it is written, so nothing in it may need another form. */
function isPublicUrl(text: string): boolean {
  if (text === '') return true;
  const url = URL.parse(text);
  return /^https?:\/\/[^\s/?#\\"<>][^\s?#\\"<>]*$/i.test(text) && url?.username === '' && url.password === '';
}
