import type { Router } from 'express';
import type { RouteDependencies } from './app-dependencies.ts';
import { HttpError } from './http-error.ts';
import { openMetricsRegistry } from './metrics-registry.ts';
import { requireNewsroomAccess } from './newsroom-access.ts';
import { createRouter } from './read-route.ts';

const PATH = '/metrics';

/** `/metrics`: counts and measurements for Prometheus, for the newsroom's own people (docs/decisions/0038). */
export function metricsRoutes(dependencies: RouteDependencies): Router {
  const { readMetrics, accessLog, worker } = dependencies;
  const router = createRouter();
  const collect = openMetricsRegistry(worker);

  router.get(PATH, ...requireNewsroomAccess(dependencies), async (_request, response) => {
    const registry = await collect({ newsroom: await readMetrics(), requests: accessLog.requests.list() });
    response.set({ 'Content-Type': registry.contentType, 'Cache-Control': 'no-store' });
    response.send(await registry.metrics());
  });
  router.all(PATH, () => {
    throw new HttpError('method-not-allowed', undefined, { Allow: 'GET, HEAD' });
  });
  return router;
}
