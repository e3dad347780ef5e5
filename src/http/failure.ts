/** An answer that is not what was asked for; thrown by a route, written by `error-handler.ts`. */
export class Failure extends Error {
  override readonly name = 'Failure';
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
export function notFound(what: string): Failure {
  return new Failure(404, `There is no ${what} here.`);
}

/** 301: the same thing has another address, for ever (RFC 9110, section 15.4.2). */
export function movedTo(url: string): Failure {
  return new Failure(301, `This has moved to ${url}`, { Location: url });
}
