import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import { findClientFamily } from './client-family.ts';

export type WriteLine = (line: string) => void;

/** One JSON line per request, without the reader's address, cookies and User-Agent. The page `/privacy` lists its fields. */
export interface AccessLog {
  write(request: IncomingMessage, url: string, status: number, bytes: number, ms: number): void;
  readonly middleware: RequestHandler;
}

/** Without `writeLine` it writes nothing. A template is used, since pino would take 5 % of a cached request (docs/decisions/0010). */
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

function formatNow(): string {
  const now = Date.now();
  if (now !== formattedAt) {
    formattedAt = now;
    formatted = new Date(now).toISOString();
  }
  return formatted;
}
