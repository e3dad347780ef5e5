import { createHttpClient, type HttpClientOptions, type HttpProblem, type HttpResponse } from '../net/http-client.ts';
import { decodeHtml } from './decode-html.ts';
import { parsePageUrl } from './parse-page-url.ts';

export interface FetchedPage extends Omit<HttpResponse, 'kind' | 'body'> {
  readonly kind: 'page';
  /** Empty if the response is not a success or not what was wanted. */
  readonly html: string;
}

/** Takes an address as people type it. Never rejects for what a server or a person does. */
export type FetchPage = (
  address: string,
  /** `page` by default. */
  wanted?: 'page' | 'script',
) => Promise<FetchedPage | { readonly kind: 'failed'; readonly problem: HttpProblem }>;

/** Browsers show these as pages; a response without a media type counts as a page. */
const HTML = /^\s*(?:$|text\/html\b|application\/xhtml\+xml\b)/i;
const LIMITS = { timeoutMs: 10_000, headersTimeoutMs: 6_000, maxBodyBytes: 2 * 1024 * 1024, maxRedirects: 5 };
/** A page has several, which are fetched at the same time. A redirect could lead to a stranger. */
const SCRIPT_LIMITS = { timeoutMs: 4_000, headersTimeoutMs: 3_000, maxBodyBytes: 1024 * 1024, maxRedirects: 0 };
const REQUEST = {
  headers: { Accept: 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.1' },
  wantsBody: (status: number, headers: HttpResponse['headers']) => isSuccess(status) && isHtml(headers),
};
const SCRIPT_REQUEST = { wantsBody: isSuccess };

export function createPageFetcher({
  limits = LIMITS,
  ...options
}: Omit<HttpClientOptions, 'limits'> & Partial<HttpClientOptions>): FetchPage {
  const send = createHttpClient({ ...options, limits });
  const sendForScript = createHttpClient({ ...options, limits: SCRIPT_LIMITS });
  return async (address, wanted = 'page') => {
    const url = parsePageUrl(address);
    if (url === undefined) return { kind: 'failed', problem: 'invalid-url' };
    const result = await (wanted === 'page' ? send(url, REQUEST) : sendForScript(url, SCRIPT_REQUEST));
    if (result.kind !== 'response') return result;
    const { body, ...page } = result;
    return { ...page, kind: 'page', html: decodeHtml(body, page.headers['content-type'] ?? '') };
  };
}

function isSuccess(status: number): boolean {
  return status >= 200 && status < 300;
}

/** Browsers read the page as XML then: one wrong tag, and they show none of it. */
export function isXml(headers: HttpResponse['headers']): boolean {
  return /^\s*application\/xhtml\+xml\b/i.test(headers['content-type'] ?? '');
}

export function isHtml(headers: HttpResponse['headers']): boolean {
  return HTML.test(headers['content-type'] ?? '');
}
