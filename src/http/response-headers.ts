import type { IncomingMessage, ServerResponse } from 'node:http';
import cors from 'cors';
import helmet from 'helmet';
import { ServerResponse as Response } from './node-http.ts';

type Headers = Readonly<Record<string, string>>;

/** The headers of every public answer, also of errors and 304. */
export interface ResponseHeaders {
  readonly document: Headers;
  readonly page: Headers;
  /** For pages in an iframe of another site, which add their own Content-Security-Policy. */
  readonly frame: Headers;
  readonly framing: Headers;
  /** For the builder's preview, which has inline styles: the snippet reserves its height in `style`. */
  readonly preview: Headers;
}

export const corsMiddleware = cors({
  origin: '*',
  methods: ['GET', 'HEAD'],
  maxAge: 86_400,
  exposedHeaders: ['ETag', 'Link'],
});

/** Records the headers of cors and helmet once: setting them would be most of the work of a cached document. */
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
    frame: {
      ...record(corsMiddleware),
      // A page with this policy shows only iframes that have it too (HTML, section 7.1.4).
      ...record(helmet({ ...framed, crossOriginEmbedderPolicy: { policy: 'require-corp' } })),
      ...timing,
      'X-Robots-Tag': 'noindex',
    },
    page: page({}),
    framing: page({ frameSrc: ["'self'"] }),
    preview: page({ frameSrc: ["'self'"], styleSrc: ["'unsafe-inline'"] }),
  };
}

type Middleware = (request: IncomingMessage, response: ServerResponse, next: (fault?: unknown) => void) => void;

function record(middleware: Middleware): Headers {
  const request = { method: 'GET', headers: {} } as IncomingMessage;
  const response = new Response(request);
  middleware(request, response, (fault) => {
    if (fault !== undefined) throw fault;
  });
  return Object.fromEntries(response.getHeaderNames().map((name) => [name, String(response.getHeader(name))]));
}
