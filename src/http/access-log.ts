import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import { findClientFamily } from './client-family.ts';

/** Takes a finished line of the log with its line end. */
export type WriteLine = (line: string) => void;

/** One JSON line per request. It holds no address of the reader, no cookie and no User-Agent; the page `/privacy` lists its fields. */
export interface AccessLog {
  /** Writes the line of an answer that was sent at once. `ms` is the time it took, `bytes` the length of its body. */
  write(request: IncomingMessage, url: string, status: number, bytes: number, ms: number): void;
  /** Writes the line when the answer has ended. */
  readonly middleware: RequestHandler;
}

/**
 * Opens the access log; without `writeLine` it writes nothing. The lines look like those of pino but are a template, since pino would take more
 * than 5 % of a request that the cache answers (docs/decisions/0010).
 */
export function openAccessLog(writeLine: WriteLine | undefined): AccessLog {
  if (writeLine === undefined) return { write() {}, middleware: (_request, _response, next) => next() };
  const write: AccessLog['write'] = ({ method, headers }, url, status, bytes, ms) => {
    const client = findClientFamily(headers['user-agent']);
    writeLine(
      `{"level":30,"time":"${formatNow()}","method":"${method}","url":${JSON.stringify(url)},"status":${status},"bytes":${bytes},"ms":${ms},"client":"${client}","msg":"request"}\n`,
    );
  };
  return {
    write,
    middleware(request, response, next) {
      const started = performance.now();
      response.once('close', () => {
        const bytes = Number(response.locals.bytes ?? response.getHeader('content-length') ?? 0);
        const ms = Math.round((performance.now() - started) * 100) / 100;
        write(request, request.originalUrl, response.statusCode, bytes, ms);
      });
      next();
    },
  };
}

let formattedAt = 0;
let formatted = '';

/** The time in ISO 8601, formatted at most once per millisecond. */
function formatNow(): string {
  const now = Date.now();
  if (now !== formattedAt) {
    formattedAt = now;
    formatted = new Date(now).toISOString();
  }
  return formatted;
}
