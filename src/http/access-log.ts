import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';

/** Takes a finished line of the log, its line end included; absent where requests are not logged. */
export type WriteLine = (line: string) => void;

/**
 * One structured line a request: what was asked, what was answered, by which program; no address of the reader, no cookie, nothing
 * that names a person.
 */
export interface AccessLog {
  /** Writes the line of an answer that was given at once. `ms` is the time it took, `bytes` the length of its body. */
  write(request: IncomingMessage, url: string, status: number, bytes: number, ms: number): void;
  /** Writes the line when the answer has ended, for routes that take their time. */
  readonly middleware: RequestHandler;
}

/**
 * Opens the access log. Its lines look like all others of the log, but are put together here: on a request that costs a map look-up, a general
 * logger would be a fifth of the work.
 */
export function openAccessLog(writeLine: WriteLine | undefined): AccessLog {
  if (writeLine === undefined) return { write() {}, middleware: (_request, _response, next) => next() };
  const now = isoClock();
  const describe = rememberDescribed();
  const quoteAgent = rememberQuoted();
  const write: AccessLog['write'] = ({ method = '', headers }, url, status, bytes, ms) => {
    const answered = describe(method, url, status, bytes);
    const agent = quoteAgent(headers['user-agent'] ?? '');
    writeLine(`{"level":30,"time":"${now()}${answered},"ms":${ms},"agent":${agent},"msg":"request"}\n`);
  };
  return {
    write,
    middleware(request, response, next) {
      const started = performance.now();
      response.once('close', () => {
        const bytes = Number(response.locals.bytes ?? response.getHeader('content-length') ?? 0);
        write(
          request,
          request.originalUrl,
          response.statusCode,
          bytes,
          Math.round((performance.now() - started) * 100) / 100,
        );
      });
      next();
    },
  };
}

/** The time in ISO 8601, made into text once a millisecond however many ask. */
function isoClock(): () => string {
  let at = 0;
  let text = '';
  return () => {
    const now = Date.now();
    if (now !== at) {
      at = now;
      text = new Date(now).toISOString();
    }
    return text;
  };
}

/** What an answer's line says between its time and its duration. */
interface Described {
  readonly method: string;
  readonly status: number;
  readonly bytes: number;
  readonly text: string;
}

const MOST_REMEMBERED = 500;
const LONGEST_REMEMBERED = 200;
/** A document is answered in whole, unchanged, and as its head, in up to three codings. */
const MOST_ANSWERS = 8;

/** The part of a line that is the same whenever the same address is answered alike, remembered by address. */
function rememberDescribed(): (method: string, url: string, status: number, bytes: number) => string {
  const known = new Map<string, Described[]>();
  return (method, url, status, bytes) => {
    let answers = known.get(url);
    if (answers !== undefined) {
      for (const one of answers) {
        if (one.status === status && one.bytes === bytes && one.method === method) return one.text;
      }
    }
    const text = `","method":"${method}","url":${JSON.stringify(url)},"status":${status},"bytes":${bytes}`;
    if (url.length > LONGEST_REMEMBERED) return text;
    if (answers === undefined || answers.length === MOST_ANSWERS) {
      if (known.size >= MOST_REMEMBERED) known.clear();
      answers = [];
      known.set(url, answers);
    }
    answers.push({ method, status, bytes, text });
    return text;
  };
}

/** Text as JSON, remembered: programs that ask again and again name themselves with the same words. */
function rememberQuoted(): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    const remembered = known.get(text);
    if (remembered !== undefined) return remembered;
    if (known.size >= MOST_REMEMBERED) known.clear();
    const quoted = JSON.stringify(text);
    known.set(text, quoted);
    return quoted;
  };
}
