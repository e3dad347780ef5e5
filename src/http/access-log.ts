import type { Request, RequestHandler } from 'express';
import type { AppDependencies } from './app-dependencies.ts';

/**
 * One structured line a request: what was asked, what was answered, by which program; no address of the reader, no cookie, nothing
 * that names a person.
 */
export interface AccessLog {
  /** Writes the line of an answer that was given at once. `ms` is the time it took, `bytes` the length of its body. */
  write(request: Request, status: number, bytes: number, ms: number): void;
  /** Writes the line when the answer has ended, for routes that take their time. */
  readonly middleware: RequestHandler;
}

/** Opens the access log; at a level above `info` it costs nothing. */
export function openAccessLog(log: AppDependencies['log']): AccessLog {
  if (!log.isLevelEnabled('info')) return { write() {}, middleware: (_request, _response, next) => next() };
  const write: AccessLog['write'] = ({ method, originalUrl, headers }, status, bytes, ms) => {
    log.info({ method, url: originalUrl, status, bytes, ms, agent: headers['user-agent'] }, 'request');
  };
  return {
    write,
    middleware(request, response, next) {
      const started = performance.now();
      response.once('close', () => {
        const bytes = response.locals.bytes ?? response.getHeader('content-length') ?? 0;
        const ms = Math.round((performance.now() - started) * 100) / 100;
        write(request, response.statusCode, Number(bytes), ms);
      });
      next();
    },
  };
}
