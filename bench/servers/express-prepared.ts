import express from 'express';
import { loadPrepared, prepareLookUp } from '../prepared.ts';

// Express 5 without middleware, with the same map of prepared documents as the bare server.
const [folder = '', port = '0'] = process.argv.slice(2);
const find = prepareLookUp(loadPrepared(folder));

const app = express();
app.disable('x-powered-by');
app.get('/*path', (request, response) => {
  const document = find(request.url, request.headers['accept-encoding'] as string | undefined);
  if (document === undefined) {
    response.status(404).end();
  } else if (request.headers['if-none-match'] === document.etag) {
    response.writeHead(304, document.notModifiedHead as string[]).end();
  } else {
    response.writeHead(200, document.head as string[]);
    if (request.method === 'HEAD') response.end();
    else response.end(document.body);
  }
});
app.listen(Number(port), '127.0.0.1');
