import type { Request, RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import { HttpError } from './http-error.ts';

/** Answers 429 after so many requests a minute with the same key, by default the client's address. */
export function limitRequests(
  limit: number,
  { keyOf, skip = () => false }: { keyOf?: (request: Request) => string; skip?: (request: Request) => boolean } = {},
): RequestHandler {
  return rateLimit({
    windowMs: 60_000,
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
