import { createServer } from 'node:http';
import { loadPrepared, prepareLookUp } from '../prepared.ts';

// The minimum of a Node server: node:http, a map of prepared documents, and a check of If-None-Match.
const [folder = '', port = '0'] = process.argv.slice(2);
const find = prepareLookUp(loadPrepared(folder));

createServer((request, response) => {
  const document = find(request.url ?? '', request.headers['accept-encoding'] as string | undefined);
  if (document === undefined) {
    response.writeHead(404).end();
  } else if (request.headers['if-none-match'] === document.etag) {
    response.writeHead(304, document.notModifiedHead as string[]);
    response.end();
  } else {
    response.writeHead(200, document.head as string[]);
    if (request.method === 'HEAD') response.end();
    else response.end(document.body);
  }
}).listen(Number(port), '127.0.0.1');
