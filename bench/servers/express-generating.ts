import cors from 'cors';
import express, { type RequestHandler } from 'express';
import helmet from 'helmet';
import { articleMaker } from '../articles.ts';
import { FEED_ARTICLES, FEED_SHAPE } from '../newsroom-folder.ts';
import { loadOptional } from '../optional-package.ts';
import { renderWithFeed } from '../render-with-feed.ts';

/**
 * What most would write: Express 5 with cors, helmet and, where it is installed, compression, and the package `feed` on every request. It has its
 * articles in memory, where a real one would ask a database as well.
 */
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
