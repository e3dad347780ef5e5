import type { Request, RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import { HttpError } from './http-error.ts';

const MINUTE_MS = 60_000;

/** What a limit counts by, and what it does not count. */
interface Counting {
  /** By default the client's address. */
  readonly keyOf?: (request: Request) => string;
  readonly skip?: (request: Request) => boolean;
}

/** Answers 429 after so many requests a minute. A limit by client is in the RateLimit header. */
export function limitRequests(limit: number, { keyOf, skip = () => false }: Counting = {}): RequestHandler {
  return rateLimit({
    windowMs: MINUTE_MS,
    limit,
    standardHeaders: keyOf === undefined ? 'draft-8' : false,
    legacyHeaders: false,
    skip,
    ...(keyOf === undefined ? {} : { keyGenerator: keyOf }),
    handler: () => {
      throw new HttpError('too-many-requests', undefined, { 'Retry-After': '60' });
    },
  });
}
