import type { Response, Router } from 'express';
import type { Fault } from '../model/fault-log.ts';
import type { RouteDependencies } from './app-dependencies.ts';
import { createRouter, readRoute } from './read-route.ts';

/**
 * `/healthz`: 503 if the store cannot be read. `/readyz`: 503 then too, until the first import into an empty store has ended, and while the
 * server stops. Where readers are served but something cannot be written, it is 200 with the status `degraded` and the problems
 * (docs/decisions/0040).
 */
export function healthRoutes({ store, log, isReady, isStopping, faults }: RouteDependencies): Router {
  const router = createRouter();
  readRoute(router, '/healthz', async (_request, response) => sendHealth(response, 'ok', await checkStore()));
  readRoute(router, '/readyz', async (_request, response) =>
    sendHealth(
      response,
      'ready',
      isStopping()
        ? 'the server is stopping'
        : ((await checkStore()) ?? (isReady() ? undefined : 'the first import has not ended')),
      faults.list(),
    ),
  );
  return router;

  async function checkStore(): Promise<string | undefined> {
    try {
      await store.ping();
      return undefined;
    } catch (fault) {
      log.error({ err: fault }, 'the store cannot be read');
      return 'the store cannot be read';
    }
  }
}

function sendHealth(
  response: Response,
  ready: string,
  reason: string | undefined,
  faults: readonly Fault[] = [],
): void {
  const problems = faults.map((fault) => ({ ...fault, since: new Date(fault.since).toISOString() }));
  const details = problems.length === 0 ? {} : { problems };
  response.set('Cache-Control', 'no-store');
  if (reason !== undefined) response.status(503).json({ status: 'unavailable', reason, ...details });
  else response.json({ status: problems.length === 0 ? ready : 'degraded', ...details });
}
