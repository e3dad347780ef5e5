import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ArticleDraft } from '../../src/model/article.ts';
import type { FeedDefinition } from '../../src/model/feed-definition.ts';
import { type Newsroom, openNewsroom } from '../http/newsroom.ts';
import { builtFrameCode } from '../widget/built-widget.ts';

/** The complete server on a free port, with `localhost` as its host: another origin than a church's page on `127.0.0.1`. */
export async function serveFrames(
  feeds: readonly FeedDefinition[],
  drafts: readonly ArticleDraft[],
): Promise<{ readonly origin: string; readonly newsroom: Newsroom; close(): Promise<void> }> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  const newsroom = await openNewsroom(feeds, drafts, { publicUrl: origin, frameCode: builtFrameCode });
  server.on('request', newsroom.app);
  return {
    origin,
    newsroom,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await newsroom.close();
    },
  };
}
