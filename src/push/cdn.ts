import { lookup } from 'node:dns/promises';
import { createHttpClient, type HttpRequest } from '../net/http-client.ts';
import { ALLOW_ALL } from '../net/network-policy.ts';
import type { TagHeader } from '../publish/representation-cache.ts';
import type { CdnKind } from './cdn-kinds.ts';
import { DeliveryError } from './consume-changes.ts';

export interface CdnSettings {
  readonly kind: CdnKind;
  /** Where purge requests go: a proxy, or the API of the CDN. */
  readonly url: string;
  /** The zone of Cloudflare, or the service of Fastly. */
  readonly zone: string;
  readonly token: string;
  /** As readers use it; empty where it is not known. Proxies need its host and path. */
  readonly publicUrl: string;
}

export interface Cdn {
  /** Resolves when all documents with one of the tags are purged. Rejects with a `DeliveryError`. */
  purge(tags: readonly string[], signal: AbortSignal): Promise<void>;
}

interface PurgeRequest extends Required<Pick<HttpRequest, 'method' | 'headers'>> {
  readonly url: string;
  readonly body?: string;
}

interface Adapter {
  readonly tagHeader: TagHeader;
  buildRequests(settings: CdnSettings, tags: readonly string[]): readonly PurgeRequest[];
  /** Statuses that also say that nothing is left to purge. */
  readonly nothingFound: readonly number[];
}

const LIMITS = { timeoutMs: 15_000, headersTimeoutMs: 15_000, maxBodyBytes: 64 * 1024, maxRedirects: 0 };
const JSON_TYPE = 'application/json';

/** By default Varnish refuses a header line of more than 8 KB. */
const MAX_VARNISH_HEADER = 4_000;
/** https://developers.cloudflare.com/cache/how-to/purge-cache/ */
const MAX_CLOUDFLARE_TAGS = 100;
/** https://www.fastly.com/documentation/reference/api/purging/ */
const MAX_FASTLY_KEYS = 256;

/** What nginx has to purge by address at every change, because it knows no tags. */
const LIST_PATHS = ['/', '/feeds*', '/v1/*', '/embed*', '/oembed*', '/sitemap*'];

const ADAPTERS: Readonly<Record<CdnKind, Adapter>> = {
  /** The module xkey, as its manual has it: the header of a PURGE names the tags. */
  varnish: {
    tagHeader: (tags) => ({ xkey: tags.join(' ') }),
    buildRequests: (settings, tags) =>
      splitByLength(tags, MAX_VARNISH_HEADER).map((keys) => ({
        method: 'PURGE',
        url: settings.url,
        headers: { ...proxyHeaders(settings), xkey: keys.join(' ') },
      })),
    nothingFound: [404],
  },
  /** `*` at the end of an address stands for all that begin so: NGINX Plus, and the module ngx_cache_purge from version 2.4 on. */
  nginx: {
    tagHeader: () => ({}),
    buildRequests: (settings, tags) =>
      [
        ...LIST_PATHS,
        ...tags.filter((tag) => tag.startsWith('article/')).map((tag) => `/articles/${tag.slice(8)}*`),
      ].map((path) => ({
        method: 'PURGE',
        url: settings.url.replace(/\/$/, '') + pathOf(settings.publicUrl) + path,
        headers: proxyHeaders(settings),
      })),
    nothingFound: [404, 412],
  },
  cloudflare: {
    tagHeader: (tags) => ({ 'Cache-Tag': tags.join(',') }),
    buildRequests: ({ url, zone, token }, tags) =>
      split(tags, MAX_CLOUDFLARE_TAGS).map((some) => ({
        method: 'POST',
        url: `${url.replace(/\/$/, '')}/zones/${encodeURIComponent(zone)}/purge_cache`,
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': JSON_TYPE },
        body: JSON.stringify({ tags: some }),
      })),
    nothingFound: [],
  },
  /** A soft purge: while this server is down, readers get the former document instead of an error. */
  fastly: {
    tagHeader: (tags) => ({ 'Surrogate-Key': tags.join(' ') }),
    buildRequests: ({ url, zone, token }, tags) =>
      split(tags, MAX_FASTLY_KEYS).map((some) => ({
        method: 'POST',
        url: `${url.replace(/\/$/, '')}/service/${encodeURIComponent(zone)}/purge`,
        headers: {
          'Fastly-Key': token,
          'Fastly-Soft-Purge': '1',
          Accept: JSON_TYPE,
          'Content-Type': JSON_TYPE,
        },
        body: JSON.stringify({ surrogate_keys: some }),
      })),
    nothingFound: [],
  },
};

export function tagHeaderOf(kind: CdnKind): TagHeader {
  return ADAPTERS[kind].tagHeader;
}

export function openCdn(settings: CdnSettings): Cdn {
  const { kind, token } = settings;
  const { buildRequests, nothingFound } = ADAPTERS[kind];
  // The operator gives the address: it may be in a private network, and in the machine's hosts file.
  const resolveName = async (name: string) =>
    (await lookup(name, { all: true })).map(
      ({ address, family }) => ({ address, family: family === 6 ? 6 : 4 }) as const,
    );
  const send = createHttpClient({ network: ALLOW_ALL, resolveName, userAgent: 'Tidings', limits: LIMITS });

  const purgeOnce = async ({ url, ...request }: PurgeRequest, signal: AbortSignal): Promise<void> => {
    const result = await send(new URL(url), { ...request, signal });
    const asked = `${request.method} ${url}`;
    if (result.kind === 'failed') throw new DeliveryError(`${asked}: ${result.problem}`);
    const { status, headers, body } = result;
    if ((status >= 200 && status < 300) || nothingFound.includes(status)) return;
    const said = body.toString().replace(/\s+/g, ' ').slice(0, 200);
    const answer = token === '' ? said : said.replaceAll(token, '…');
    throw new DeliveryError(`${asked}: the answer was ${status} ${answer}`, parseRetryAfter(headers['retry-after']));
  };

  return {
    async purge(tags, signal) {
      for (const request of buildRequests(settings, tags)) await purgeOnce(request, signal);
    },
  };
}

function proxyHeaders({ publicUrl, token }: CdnSettings): Readonly<Record<string, string>> {
  return {
    ...(publicUrl === '' ? {} : { Host: new URL(publicUrl).host }),
    ...(token === '' ? {} : { Authorization: `Bearer ${token}` }),
  };
}

function pathOf(publicUrl: string): string {
  return publicUrl === '' ? '' : new URL(publicUrl).pathname.replace(/\/$/, '');
}

function split(tags: readonly string[], size: number): readonly (readonly string[])[] {
  return Array.from({ length: Math.ceil(tags.length / size) }, (_, nth) => tags.slice(nth * size, (nth + 1) * size));
}

function splitByLength(tags: readonly string[], maxLength: number): readonly (readonly string[])[] {
  const parts: string[][] = [];
  let length = maxLength;
  for (const tag of tags) {
    length += tag.length + 1;
    if (length > maxLength) {
      parts.push([]);
      length = tag.length;
    }
    parts.at(-1)?.push(tag);
  }
  return parts;
}

/** In milliseconds (RFC 9110, section 10.2.3); `undefined` where there is none. */
function parseRetryAfter(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  const seconds = /^\s*\d{1,6}\s*$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, seconds * 1000) : undefined;
}
