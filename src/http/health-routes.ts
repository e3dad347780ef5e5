import { Router } from 'express';
import type { RouteDependencies } from './app-dependencies.ts';
import { readRoute } from './read-route.ts';

/** `/healthz`: 200 while the process answers and the store can be read, 503 otherwise. */
export function healthRoutes({ store, log }: RouteDependencies): Router {
  const router = Router({ caseSensitive: true, strict: true });
  readRoute(router, '/healthz', async (_request, response) => {
    response.set('Cache-Control', 'no-store');
    try {
      await store.ping();
      response.json({ status: 'ok' });
    } catch (fault) {
      log.error({ err: fault }, 'the store cannot be read');
      response.status(503).json({ status: 'unavailable', reason: 'the store cannot be read' });
    }
  });
  return router;
}
