import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { toTerm } from '../../../src/model/term.ts';
import { loadWidgetVersions } from '../../../src/publish/widget-versions.ts';
import { draftOf, feedOf, openNewsroom } from '../../http/newsroom.ts';
import { builtWidgetCode } from '../../widget/built-widget.ts';

/** The complete server with the real widget, on its public address. */
export async function serveBuilder() {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  const drafts = Array.from({ length: 12 }, (_, index) =>
    draftOf(`The harvest of village ${index + 1} is shared with its neighbours`, {
      categories: [toTerm(index % 2 === 0 ? 'Israel' : 'Missions'), toTerm('World')],
      tags: [toTerm('Harvest')],
    }),
  );
  const newsroom = await openNewsroom([feedOf('top'), feedOf('israel')], drafts, {
    publicUrl: origin,
    widgetCode: builtWidgetCode,
    widgetVersions: await loadWidgetVersions(),
  });
  server.on('request', newsroom.app);
  return {
    origin,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await newsroom.close();
    },
  };
}
