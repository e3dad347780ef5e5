import type { IncomingMessage } from 'node:http';
import { checkUrl, type NetworkPolicy, type UrlProblem } from './network-policy.ts';
import { ACCEPTED_ENCODINGS, readBody } from './read-body.ts';
import { type ResolveName, resolveHost } from './resolve-host.ts';
import { type NetworkProblem, networkProblemOf, sendRequest } from './send-request.ts';

/** By lower-case name; a header that came several times is joined by commas. */
type ResponseHeaders = Readonly<Record<string, string>>;

export interface HttpResponse {
  readonly kind: 'response';
  readonly url: URL;
  readonly redirected: boolean;
  readonly status: number;
  readonly headers: ResponseHeaders;
  readonly body: Buffer;
  readonly truncated: boolean;
}

/** `host-not-public` also stands for a redirect that must not be followed, so that nobody learns where it leads. */
export type HttpProblem = UrlProblem | NetworkProblem | 'host-not-public' | 'too-many-redirects';

type HttpResult = HttpResponse | { readonly kind: 'failed'; readonly problem: HttpProblem };

export interface HttpRequest {
  /** `GET` by default. Redirects of other methods are not followed but returned. */
  readonly method?: string;
  readonly body?: string | Buffer;
  /** `Authorization` is not sent to another origin after a redirect. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The `ETag` and `Last-Modified` of the caller's copy: if it is current, the response is a 304 without a body. */
  readonly validators?: { readonly etag?: string | undefined; readonly lastModified?: string | undefined };
  /** Ends the request, as the timeout does. */
  readonly signal?: AbortSignal;
  readonly wantsBody?: (status: number, headers: ResponseHeaders) => boolean;
}

/** Never rejects for what a server does. No cookies are sent or kept. */
export type HttpClient = (url: URL, request?: HttpRequest) => Promise<HttpResult>;

export interface HttpLimits {
  /** For everything: names, redirects and the body. */
  readonly timeoutMs: number;
  /** From each request until its response headers. */
  readonly headersTimeoutMs: number;
  /** Of the body, both as it arrives and unpacked. */
  readonly maxBodyBytes: number;
  readonly maxRedirects: number;
}

export interface HttpClientOptions {
  readonly network: NetworkPolicy;
  readonly resolveName: ResolveName;
  /** Should hold an address where the owner of a site can read who sends these requests. */
  readonly userAgent: string;
  readonly limits: HttpLimits;
}

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** A client for URLs that strangers give. It connects only to addresses that were checked, also after each redirect. */
export function createHttpClient({ network, resolveName, userAgent, limits }: HttpClientOptions): HttpClient {
  return async (requested, request = {}) => {
    const url = checkUrl(requested, network);
    if (typeof url === 'string') return failed(url);
    const timeout = AbortSignal.timeout(limits.timeoutMs);
    const signal = request.signal === undefined ? timeout : AbortSignal.any([timeout, request.signal]);
    try {
      return await follow(url, request, signal);
    } catch (fault) {
      return failed(signal.aborted ? 'timeout' : networkProblemOf(fault));
    }
  };

  async function follow(requested: URL, request: HttpRequest, signal: AbortSignal): Promise<HttpResult> {
    const { method = 'GET', body } = request;
    let url = requested;
    let sameOrigin = true;
    for (let redirects = 0; redirects <= limits.maxRedirects; redirects += 1) {
      const addresses = await resolveHost(url, network, resolveName, signal);
      if (addresses === undefined) return failed('host-not-public');
      const headers = buildHeaders(request, userAgent, sameOrigin);
      const response = await sendRequest(url, addresses, { ...limits, method, headers, body, signal });
      const { location } = response.headers;
      if (method !== 'GET' || location === undefined || !REDIRECTS.has(response.statusCode ?? 0)) {
        const received = await receive(response, request, limits.maxBodyBytes);
        return { kind: 'response', url, redirected: url.href !== requested.href, ...received };
      }
      response.destroy();
      const next = URL.parse(location, url);
      const checked = next === null ? 'invalid-url' : checkUrl(next, network);
      if (typeof checked === 'string') return failed('host-not-public');
      url = checked;
      sameOrigin &&= url.origin === requested.origin;
    }
    return failed('too-many-redirects');
  }
}

function buildHeaders(
  { headers = {}, validators = {} }: HttpRequest,
  userAgent: string,
  sameOrigin: boolean,
): Record<string, string> {
  const sent = Object.entries(headers).filter(([name]) => sameOrigin || name.toLowerCase() !== 'authorization');
  return {
    ...Object.fromEntries(sent),
    ...(validators.etag !== undefined && { 'If-None-Match': validators.etag }),
    ...(validators.lastModified !== undefined && { 'If-Modified-Since': validators.lastModified }),
    'User-Agent': userAgent,
    'Accept-Encoding': ACCEPTED_ENCODINGS,
  };
}

async function receive(
  response: IncomingMessage,
  { wantsBody = () => true }: HttpRequest,
  maxBodyBytes: number,
): Promise<Pick<HttpResponse, 'status' | 'headers' | 'body' | 'truncated'>> {
  const status = response.statusCode ?? 0;
  const headers = Object.fromEntries(
    Object.entries(response.headers).map(([name, value]) => [name, [value ?? []].flat().join(', ')]),
  );
  try {
    if (!wantsBody(status, headers)) return { status, headers, body: Buffer.alloc(0), truncated: false };
    return { status, headers, ...(await readBody(response, maxBodyBytes)) };
  } finally {
    // A response that is not read to its end would keep its socket open.
    response.destroy();
  }
}

function failed(problem: HttpProblem): HttpResult {
  return { kind: 'failed', problem };
}
