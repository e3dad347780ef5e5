import type { Request, RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import { HttpError } from './http-error.ts';

interface LimitOptions {
  readonly keyOf?: (request: Request) => string;
  /** Requests that are neither counted nor refused. */
  readonly skip?: (request: Request) => boolean;
  /** Counts only requests that were refused: those with an error as answer. */
  readonly failedOnly?: boolean;
}

/** Answers 429 after so many requests a minute with the same key, by default the client's address. */
export function limitRequests(
  limit: number,
  { keyOf, skip = () => false, failedOnly = false }: LimitOptions = {},
): RequestHandler {
  return rateLimit({
    windowMs: 60_000,
    limit,
    standardHeaders: keyOf === undefined ? 'draft-8' : false,
    legacyHeaders: false,
    skip,
    skipSuccessfulRequests: failedOnly,
    ...(keyOf === undefined ? {} : { keyGenerator: keyOf }),
    handler: () => {
      throw new HttpError('too-many-requests', undefined, { 'Retry-After': '60' });
    },
  });
}
