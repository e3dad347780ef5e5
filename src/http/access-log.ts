import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import { findClientFamily } from './client-family.ts';
import { createRequestCounts, type RequestCounts } from './request-counts.ts';
import { findRequestId } from './request-id.ts';

export type WriteLine = (line: string) => void;

/** One JSON line per request, without the reader's address, cookies and User-Agent. The page `/privacy` lists its fields. */
export interface AccessLog {
  /** `requestId` is by default that of the proxy. */
  write(request: IncomingMessage, url: string, status: number, bytes: number, ms: number, requestId?: string): void;
  readonly middleware: RequestHandler;
  /** Counts the requests that are written. */
  readonly requests: RequestCounts;
}

/** Without `writeLine` it only counts. A template is used, since pino would take 5 % of a cached request (docs/decisions/0010). */
export function openAccessLog(writeLine: WriteLine | undefined): AccessLog {
  const requests = createRequestCounts();
  const write: AccessLog['write'] = (request, url, status, bytes, ms, requestId = findRequestId(request)) => {
    requests.add(url, status, bytes, ms);
    if (writeLine === undefined) return;
    const { method, headers } = request;
    const client = findClientFamily(headers['user-agent']);
    const id = requestId === undefined ? '' : `"id":"${requestId}",`;
    writeLine(
      `{"level":30,"time":"${formatNow()}","method":"${method}","url":${JSON.stringify(url)},"status":${status},"bytes":${bytes},"ms":${ms},"client":"${client}",${id}"msg":"request"}\n`,
    );
  };
  return {
    write,
    requests,
    middleware(request, response, next) {
      const started = performance.now();
      response.once('close', () => {
        const bytes = Number(response.locals.bytes ?? response.getHeader('content-length') ?? 0);
        const ms = Math.round((performance.now() - started) * 100) / 100;
        write(request, request.originalUrl, response.statusCode, bytes, ms, response.locals.requestId);
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
