import type { NetworkPolicy } from '../net/network-policy.ts';
import { readBody } from '../net/read-body.ts';
import { type ResolveName, resolveHost } from '../net/resolve-host.ts';
import { type NetworkProblem, networkProblemOf, sendRequest } from '../net/send-request.ts';
import { decodeHtml } from './decode-html.ts';
import { type AddressProblem, checkPageUrl, parsePageAddress } from './page-address.ts';

/** A page as it was found. */
export interface FetchedPage {
  readonly kind: 'page';
  /** Where it was in the end. */
  readonly url: URL;
  /** Whether another address had been asked for. */
  readonly ledOn: boolean;
  readonly status: number;
  /** By lower-case name; of what stands there several times all, joined by commas. */
  readonly headers: Readonly<Record<string, string>>;
  /** Empty where the answer is no success or no HTML. */
  readonly html: string;
  /** Whether the page goes on beyond what was read. */
  readonly cut: boolean;
}

/** Why there is no page to look at. */
export type FetchProblem = AddressProblem | NetworkProblem | 'no-public-host' | 'endless-redirects';

type Fetched = FetchedPage | { readonly kind: 'failed'; readonly problem: FetchProblem };

/** Fetches the page at an address as people type it. Never rejects for what a server or a person does. */
export type FetchPage = (address: string) => Promise<Fetched>;

/** How much patience a check has. */
interface FetchLimits {
  /** Milliseconds for all of it, redirects and names included. */
  readonly allMs: number;
  /** Milliseconds from asking to the head of an answer. */
  readonly headMs: number;
  /** Of the page, unpacked. */
  readonly bytes: number;
  readonly redirects: number;
}

export interface FetcherOptions {
  readonly network: NetworkPolicy;
  readonly resolveName: ResolveName;
  /** Says who asks, with an address where one can read why. */
  readonly userAgent: string;
  readonly limits?: FetchLimits;
}

const LIMITS: FetchLimits = { allMs: 10_000, headMs: 6_000, bytes: 2 * 1024 * 1024, redirects: 5 };
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
/** Pages as browsers take them; an answer that does not say what it is counts as a page. */
const HTML = /^\s*(?:$|text\/html\b|application\/xhtml\+xml\b)/i;

/** A fetcher that goes nowhere but where its network allows: each host is resolved once, checked, and connected to by the very address that was checked. */
export function openPageFetcher({ network, resolveName, userAgent, limits = LIMITS }: FetcherOptions): FetchPage {
  return async (address) => {
    const asked = parsePageAddress(address, network);
    if (typeof asked === 'string') return failed(asked);
    const signal = AbortSignal.timeout(limits.allMs);
    try {
      return await follow(asked, signal);
    } catch (fault) {
      return failed(signal.aborted ? 'slow' : networkProblemOf(fault));
    }
  };

  async function follow(asked: URL, signal: AbortSignal): Promise<Fetched> {
    let url = asked;
    for (let hops = 0; hops <= limits.redirects; hops += 1) {
      const addresses = await untilAborted(resolveHost(url, network, resolveName, signal), signal);
      if (addresses === undefined) return failed('no-public-host');
      const response = await sendRequest(url, addresses, { userAgent, signal, headMs: limits.headMs });
      const status = response.statusCode ?? 0;
      const { location } = response.headers;
      if (!REDIRECTS.has(status) || location === undefined) {
        const headers = flatten(response.headers);
        const type = headers['content-type'] ?? '';
        const isPage = status >= 200 && status < 300 && HTML.test(type);
        const { bytes, cut } = isPage ? await readBody(response, limits.bytes) : { bytes: Buffer.alloc(0), cut: false };
        response.destroy();
        const ledOn = url.href !== asked.href;
        return { kind: 'page', url, ledOn, status, headers, html: decodeHtml(bytes, type), cut };
      }
      response.destroy();
      const next = URL.parse(location, url);
      const checked = next === null ? 'not-an-address' : checkPageUrl(next, network);
      // An address that nobody typed: what is wrong with it is the site's secret.
      if (typeof checked === 'string') return failed('no-public-host');
      url = checked;
    }
    return failed('endless-redirects');
  }
}

function failed(problem: FetchProblem): Fetched {
  return { kind: 'failed', problem };
}

function flatten(headers: Readonly<Record<string, string | string[] | undefined>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value ?? []].flat().join(', ')]));
}

/** A name server that never answers must not hold a check beyond its time. */
async function untilAborted<T>(task: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  const { promise, reject } = Promise.withResolvers<never>();
  const abort = () => reject(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([task, promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
