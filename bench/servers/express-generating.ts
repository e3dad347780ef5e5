import cors from 'cors';
import express, { type RequestHandler } from 'express';
import helmet from 'helmet';
import { articleMaker } from '../article-maker.ts';
import { loadOptional } from '../load-optional.ts';
import { FEED_ARTICLES, FEED_SHAPE } from '../newsroom-folder.ts';
import { renderWithFeed } from '../render-with-feed.ts';

// A common server: Express 5 with cors, helmet, compression if installed, and the package `feed` on every request. Its articles are in memory; a
// real server would query a database too.
const [, port = '0'] = process.argv.slice(2);
const make = articleMaker(FEED_SHAPE);
const articles = Array.from({ length: FEED_ARTICLES }, (_, index) => make(FEED_ARTICLES - 1 - index));
const compression = (await loadOptional('compression')) as (() => RequestHandler) | undefined;

const app = express();
app.use(cors(), helmet());
if (compression !== undefined) app.use(compression());
for (const content of ['full', 'excerpt'] as const) {
  app.get(`/feeds/${content}.rss`, (_request, response) => {
    response.type('application/rss+xml; charset=utf-8').send(renderWithFeed('rss', articles, content));
  });
}
app.listen(Number(port), '127.0.0.1');
