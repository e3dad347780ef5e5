import type { IncomingMessage, ServerResponse } from 'node:http';
import cors from 'cors';
import helmet from 'helmet';
import { ServerResponse as Response } from './node-http.ts';

/** Headers as names and values. */
type Headers = Readonly<Record<string, string>>;

/** The headers of every public answer, errors and 304 included: every origin can read and embed it. */
export interface ResponseHeaders {
  readonly document: Headers;
  /** For pages: a Content-Security-Policy as well. */
  readonly page: Headers;
  /** For pages in an iframe of another site: each adds its own Content-Security-Policy. */
  readonly frame: Headers;
  /** For a page that shows another page of this server in an iframe. */
  readonly framing: Headers;
  /** For the builder's preview, which has inline styles: the snippet reserves its height in `style`. */
  readonly preview: Headers;
}

/** Answers preflights. Cached documents have its headers without running it. */
export const corsMiddleware = cors({
  origin: '*',
  methods: ['GET', 'HEAD'],
  maxAge: 86_400,
  exposedHeaders: ['ETag', 'Link'],
});

/** Records the headers of cors and helmet once: they are always the same, and on a cached document setting them would be most of the work. */
export function buildResponseHeaders(publicUrl: string): ResponseHeaders {
  const secure = publicUrl.startsWith('https:');
  const common = {
    crossOriginResourcePolicy: { policy: 'cross-origin' },
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
    ...record(corsMiddleware),
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
      ...record(corsMiddleware),
      ...record(helmet({ ...framed, referrerPolicy: false })),
      ...timing,
    },
    frame: { ...record(corsMiddleware), ...record(helmet(framed)), ...timing, 'X-Robots-Tag': 'noindex' },
    page: page({}),
    framing: page({ frameSrc: ["'self'"] }),
    preview: page({ frameSrc: ["'self'"], styleSrc: ["'unsafe-inline'"] }),
  };
}

type Middleware = (request: IncomingMessage, response: ServerResponse, next: (fault?: unknown) => void) => void;

/** The headers that a middleware sets on the answer to a GET. */
function record(middleware: Middleware): Headers {
  const request = { method: 'GET', headers: {} } as IncomingMessage;
  const response = new Response(request);
  middleware(request, response, (fault) => {
    if (fault !== undefined) throw fault;
  });
  return Object.fromEntries(response.getHeaderNames().map((name) => [name, String(response.getHeader(name))]));
}
