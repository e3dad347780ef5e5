import { z } from 'zod';
import { parseDatabaseUrl } from './model/database-url.ts';
import { StartError, showValue } from './model/problem.ts';

/** One option: an environment variable, what it means, and what it takes. */
export interface Option<T> {
  /** As written in the environment; empty where the meaning says what stands in. */
  readonly fallback: string;
  readonly meaning: string;
  /** Its message reads as what was expected. */
  readonly check: z.ZodType<T, string>;
}

const port = z
  .string()
  .regex(/^\d{1,5}$/, 'a port from 0 to 65535')
  .transform(Number)
  .refine((value) => value <= 65_535, 'a port from 0 to 65535');

const path = z.string().min(1, 'a path');

const absoluteUrl = z
  .string()
  .refine(isPublicUrl, 'an absolute http or https URL without query or fragment, or nothing');

const database = z.string().transform((text, context) => {
  const location = parseDatabaseUrl(text);
  if (location !== undefined) return location;
  context.addIssue('sqlite:PATH or postgres://…');
  return z.NEVER;
});

const proxies = z
  .string()
  .regex(/^\d{1,2}$/, 'the number of proxies in front, from 0 to 99')
  .transform(Number);

const megabytes = z
  .string()
  .regex(/^[1-9]\d{0,5}$/, 'a whole number of megabytes from 1 to 999999')
  .transform(Number);

/** Every option there is. The README's table is held to this one by a test. */
export const OPTIONS = {
  PORT: option('3000', 'Port to listen on; 0 takes a free one', port),
  HOST: option('', 'Address to listen on; empty means every address of the machine', z.string()),
  PUBLIC_URL: option('', 'Where readers reach this server; empty means `http://localhost:{PORT}`', absoluteUrl),
  SITE_NAME: option('Tidings News', "The newsroom's name, as readers see it", z.string().trim().min(1, 'a name')),
  DATABASE_URL: option('sqlite:data/tidings.db', 'Where articles are kept: `sqlite:PATH`', database),
  FEEDS_DIR: option('feeds', 'Folder of feed definitions and `sources.yaml`', path),
  MEDIA_DIR: option('data/media', 'Folder of pictures and audio', path),
  CACHE_MB: option(
    '64',
    'Most memory that finished documents may take, in megabytes; finished items come on top, about 8',
    megabytes,
  ),
  TRUST_PROXY: option('0', 'Number of reverse proxies in front of the server', proxies),
  LOG_LEVEL: option(
    'info',
    'Least grave log line to write: `debug`, `info` (a line a request), `warn`, `error` or `silent`',
    z.enum(['debug', 'info', 'warn', 'error', 'silent'], 'one of debug, info, warn, error, silent'),
  ),
} as const satisfies Record<string, Option<unknown>>;

type OptionName = keyof typeof OPTIONS;

/** The options, parsed. */
export type Config = { readonly [Name in OptionName]: z.output<(typeof OPTIONS)[Name]['check']> };

/** Reads the options from an environment. Throws one `StartError` that names every wrong value. */
export function loadConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const wrong: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, { fallback, check }] of Object.entries(OPTIONS) as [string, Option<unknown>][]) {
    const given = environment[name];
    const parsed = check.safeParse(given ?? fallback);
    if (parsed.success) values[name] = parsed.data;
    else wrong.push(`${name}: expected ${parsed.error.issues[0]?.message ?? 'another value'}, got ${showValue(given)}`);
  }
  if (wrong.length > 0)
    throw new StartError(`These options are wrong:\n${wrong.map((line) => `  ${line}`).join('\n')}`);
  return values as Config;
}

/** The server's public URL without a trailing slash, given the port that it really listens on. */
export function publicUrlOf(config: Pick<Config, 'PUBLIC_URL'>, listeningPort: number): string {
  return config.PUBLIC_URL === '' ? `http://localhost:${listeningPort}` : config.PUBLIC_URL.replace(/\/+$/, '');
}

function option<T>(fallback: string, meaning: string, check: z.ZodType<T, string>): Option<T> {
  return { fallback, meaning, check };
}

function isPublicUrl(text: string): boolean {
  if (text === '') return true;
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && url.search === '' && url.hash === '' && url.username === '';
}
