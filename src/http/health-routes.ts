import type { Response, Router } from 'express';
import type { RouteDependencies } from './app-dependencies.ts';
import { createRouter, readRoute } from './read-route.ts';

/** `/healthz`: 503 if the store cannot be read. `/readyz`: 503 also until the first import into an empty store has ended. */
export function healthRoutes({ store, log, isReady }: RouteDependencies): Router {
  const router = createRouter();
  readRoute(router, '/healthz', async (_request, response) => sendHealth(response, 'ok', await checkStore()));
  readRoute(router, '/readyz', async (_request, response) =>
    sendHealth(response, 'ready', isReady() ? await checkStore() : 'the first import has not ended'),
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

function sendHealth(response: Response, status: string, problem: string | undefined): void {
  response.set('Cache-Control', 'no-store');
  if (problem === undefined) response.json({ status });
  else response.status(503).json({ status: 'unavailable', reason: problem });
}
