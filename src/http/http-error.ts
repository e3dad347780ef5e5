import type { Absence } from '../publish/representation-cache.ts';

/** An answer that is not what was asked for; thrown by a route, written by `error-handler.ts`. */
export class HttpError extends Error {
  override readonly name = 'HttpError';
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  /** `message` is for the reader: a plain sentence. */
  constructor(status: number, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.headers = headers;
  }
}

/** 404 with what was looked for. */
export function notFound(what: string): HttpError {
  return new HttpError(404, `There is no ${what} here.`);
}

/** 301: the same thing has another address, for ever (RFC 9110, section 15.4.2). */
export function movedTo(url: string): HttpError {
  return new HttpError(301, `This has moved to ${url}`, { Location: url });
}

/** The error that says why there is no document. */
export function toHttpError(absence: Absence, toUrl: (feedId: string) => string = (id) => id): HttpError {
  switch (absence.kind) {
    case 'moved':
      return movedTo(toUrl(absence.id));
    case 'pending':
      return new HttpError(307, `See ${toUrl(absence.id)}`, { Location: toUrl(absence.id) });
    case 'missing':
      return notFound(`such ${absence.what}`);
    case 'invalid':
      return new HttpError(400, absence.problem);
  }
}
