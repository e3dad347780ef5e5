import type { IncomingMessage, ServerResponse } from 'node:http';
import cors from 'cors';
import helmet from 'helmet';
import { ServerResponse as Response } from './node-http.ts';

/** Headers as names and values. */
type Headers = Readonly<Record<string, string>>;

/** What every public answer carries, errors and 304 too: readable from every origin, and embeddable. */
export interface ResponseHeaders {
  readonly document: Headers;
  /** For pages of ours: a Content-Security-Policy on top. */
  readonly page: Headers;
  /** For pages that stand in a frame on another site: each brings a policy of its own. */
  readonly frame: Headers;
  /** For a page of ours that shows another one in a frame. */
  readonly framing: Headers;
  /** For a page that shows a snippet as it is pasted, with the height that its `style` reserves, on a page with styles of its own. */
  readonly preview: Headers;
}

const CORS = cors({ origin: '*', methods: ['GET', 'HEAD'], maxAge: 86_400, exposedHeaders: ['ETag', 'Link'] });

/** The CORS middleware, which answers preflights; reads get the same headers from `buildResponseHeaders` without running it. */
export const corsMiddleware = CORS;

/**
 * The headers of cors and helmet, asked for once at start instead of once a request: they are the same every time, and on a
 * request that costs a map look-up they would be most of the work.
 */
export function buildResponseHeaders(publicUrl: string): ResponseHeaders {
  const secure = publicUrl.startsWith('https:');
  const common = {
    crossOriginResourcePolicy: { policy: 'cross-origin' },
    // Our pages open on every partner's site; isolating them would break nothing of ours but help nobody.
    crossOriginOpenerPolicy: false,
    originAgentCluster: false,
    xDnsPrefetchControl: false,
    xDownloadOptions: false,
    xPermittedCrossDomainPolicies: false,
    xXssProtection: false,
    referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
    strictTransportSecurity: secure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
  } as const;
  const timing = { 'Timing-Allow-Origin': '*' };
  const framed = { ...common, contentSecurityPolicy: false, xFrameOptions: false } as const;
  const page = (more: Readonly<Record<string, readonly string[]>>): Headers => ({
    ...record(CORS),
    ...record(
      helmet({
        ...common,
        xFrameOptions: { action: 'sameorigin' },
        contentSecurityPolicy: {
          useDefaults: false,
          directives: {
            defaultSrc: ["'none'"],
            scriptSrc: ["'self'"],
            styleSrc: ["'self'"],
            imgSrc: ["'self'", 'https:', 'data:'],
            mediaSrc: ["'self'", 'https:'],
            connectSrc: ["'self'"],
            formAction: ["'self'"],
            baseUri: ["'none'"],
            frameAncestors: ["'self'"],
            ...more,
          },
        },
      }),
    ),
    ...timing,
  });
  return {
    document: {
      ...record(CORS),
      ...record(helmet({ ...framed, referrerPolicy: false })),
      ...timing,
    },
    frame: { ...record(CORS), ...record(helmet(framed)), ...timing, 'X-Robots-Tag': 'noindex' },
    page: page({}),
    framing: page({ frameSrc: ["'self'"] }),
    preview: page({ frameSrc: ["'self'"], styleSrc: ["'unsafe-inline'"] }),
  };
}

type Middleware = (request: IncomingMessage, response: ServerResponse, next: (fault?: unknown) => void) => void;

/** What a middleware sets on an answer to a plain GET. */
function record(middleware: Middleware): Headers {
  const request = { method: 'GET', headers: {} } as IncomingMessage;
  const response = new Response(request);
  middleware(request, response, (fault) => {
    if (fault !== undefined) throw fault;
  });
  return Object.fromEntries(response.getHeaderNames().map((name) => [name, String(response.getHeader(name))]));
}
