import { once } from 'node:events';
import { parentPort, workerData } from 'node:worker_threads';
import { checkPage } from '../check-page/check-page.ts';
import { createPageFetcher } from '../check-page/fetch-page.ts';
import { buildUserAgent } from '../check-page/user-agent.ts';
import { createSerialQueue } from '../model/serial-queue.ts';
import { ALLOW_ALL, PUBLIC_WEB } from '../net/network-policy.ts';
import { resolveInDns } from '../net/resolve-host.ts';
import { embedMethodCode } from '../pages/builder/embed-method-code.ts';
import { loadWidgetReleases } from '../publish/widget-versions.ts';
import type { CheckJob, CheckThreadData } from './check-threads.ts';

// The program of a thread that checks pages.

const { site, anywhere } = workerData as CheckThreadData;
const releases = loadWidgetReleases();
const fetchPage = createPageFetcher({
  network: anywhere ? ALLOW_ALL : PUBLIC_WEB,
  resolveName: resolveInDns,
  userAgent: buildUserAgent(site.publicUrl),
});

parentPort?.on('message', async (job: CheckJob | undefined) => {
  if (job === undefined) return parentPort?.close();
  const { address, main, feeds } = job;
  // Each answer belongs to the question before it.
  const enqueue = createSerialQueue();
  const report = await checkPage(address, fetchPage, {
    site,
    main,
    findFeed: (path) =>
      enqueue(async () => {
        feeds.postMessage(path);
        const [status] = await once(feeds, 'message');
        return status;
      }),
    buildCode: (method, definition, options) => embedMethodCode(method, { site, definition, options }),
    releases: await releases,
  });
  parentPort?.postMessage(report);
});
