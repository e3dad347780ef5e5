import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isInstalled } from '../machine.ts';
import { loadPrepared, type PreparedDocument } from '../prepared.ts';

/** Whether nginx is installed. */
export function isNginxInstalled(): boolean {
  return isInstalled('nginx', ['-v']);
}

/** Writes the prepared documents of a folder as static files, and returns the arguments of nginx that serve them. */
export function prepareNginx(folder: string, port: number): readonly string[] {
  const root = path.join(folder, 'nginx');
  const documents = loadPrepared(folder);
  for (const { path: documentPath, coding, body } of documents) {
    const file = path.join(root, `${documentPath}${ENDINGS[coding]}`);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, body);
  }
  const configuration = path.join(root, 'nginx.conf');
  writeFileSync(configuration, buildConfiguration(root, port, documents));
  return ['-p', root, '-c', configuration, '-e', 'stderr', '-g', 'daemon off;'];
}

/** nginx has no brotli: that version is a file with another name. */
export const ENDINGS: Readonly<Record<PreparedDocument['coding'], string>> = { identity: '', gzip: '.gz', br: '.br' };

/** Headers that nginx writes itself. */
const NGINX_HEADERS = /^(content-type|content-length|content-encoding|etag|last-modified|vary)$/i;

/** One worker with an open file cache, no log, endless keep-alive, and our headers. */
function buildConfiguration(root: string, port: number, documents: readonly PreparedDocument[]): string {
  const headersOf = ({ head }: PreparedDocument): string =>
    head
      .flatMap((name, index) =>
        index % 2 === 0 && !NGINX_HEADERS.test(name) ? [`add_header ${name} ${quote(head[index + 1] ?? '')};`] : [],
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
