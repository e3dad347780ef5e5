import type { RequestHandler } from 'express';
import type { AppDependencies } from './app-dependencies.ts';

/** One line a request, when it has ended: no address of the reader, no cookie, nothing that names a person. */
export function accessLog(log: AppDependencies['log']): RequestHandler {
  if (!log.isLevelEnabled('info')) return (_request, _response, next) => next();
  return (request, response, next) => {
    const started = performance.now();
    response.once('close', () => {
      log.info(
        {
          method: request.method,
          url: request.originalUrl,
          status: response.statusCode,
          bytes: Number(response.getHeader('content-length') ?? 0),
          ms: Math.round((performance.now() - started) * 100) / 100,
          agent: request.headers['user-agent'],
          aborted: response.writableFinished ? undefined : true,
        },
        'request',
      );
    });
    next();
  };
}
