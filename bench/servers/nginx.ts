import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isInstalled } from '../machine.ts';
import { loadPrepared, type PreparedDocument } from '../prepared.ts';

/** Whether nginx is here, and can send files that were compressed before. */
export function findNginx(): boolean {
  return isInstalled('nginx', ['-v']);
}

/** nginx's command line, for a server that gives the prepared documents of a folder as static files. */
export function prepareNginx(folder: string, port: number): readonly string[] {
  const root = path.join(folder, 'nginx');
  const documents = loadPrepared(folder);
  for (const { path: documentPath, coding, body } of documents) {
    const file = path.join(root, `${documentPath}${ENDINGS[coding]}`);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, body);
  }
  const configuration = path.join(root, 'nginx.conf');
  writeFileSync(configuration, configurationOf(root, port, documents));
  return ['-p', root, '-c', configuration, '-e', 'stderr', '-g', 'daemon off;'];
}

/** nginx has no brotli of its own: its small version is a file of its own name. */
export const ENDINGS: Readonly<Record<PreparedDocument['coding'], string>> = { identity: '', gzip: '.gz', br: '.br' };

/** What nginx writes by itself, of what our heads say. */
const ITS_OWN = /^(content-type|content-length|content-encoding|etag|last-modified|vary)$/i;

/** One worker, at its best: open files remembered, no log, connections never closed; and the same fixed headers as ours. */
function configurationOf(root: string, port: number, documents: readonly PreparedDocument[]): string {
  const headersOf = ({ head }: PreparedDocument): string =>
    head
      .flatMap((name, index) =>
        index % 2 === 0 && !ITS_OWN.test(name) ? [`add_header ${name} ${quote(head[index + 1] ?? '')};`] : [],
      )
      .join('\n      ');
  const typeOf = ({ head }: PreparedDocument): string => quote(head[head.indexOf('Content-Type') + 1] ?? '');
  const locations = documents
    .filter(({ coding }) => coding !== 'gzip')
    .map(
      (document) => `    location = ${document.path}${ENDINGS[document.coding]} {
      types { }
      default_type ${typeOf(document)};
      ${document.coding === 'br' ? 'add_header Content-Encoding br;' : 'gzip_static on;\n      gzip_vary on;'}
      ${headersOf(document)}
    }`,
    );
  return `worker_processes 1;
pid ${root}/pid;
events { worker_connections 256; }
http {
  access_log off;
  sendfile on;
  tcp_nopush on;
  keepalive_requests 1000000000;
  open_file_cache max=100;
  open_file_cache_valid 1h;
  client_body_temp_path ${root}/tmp;
  proxy_temp_path ${root}/tmp;
  fastcgi_temp_path ${root}/tmp;
  uwsgi_temp_path ${root}/tmp;
  scgi_temp_path ${root}/tmp;
  server {
    listen 127.0.0.1:${port} backlog=512;
    root ${root};
${locations.join('\n')}
  }
}
`;
}

function quote(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}
