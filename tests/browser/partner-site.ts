import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A page of a partner's site. */
export interface PartnerPage {
  /** The content of `body`, or a whole document, which begins with `<?xml` or `<!doctype`. */
  readonly body: string;
  /** Markup of the page's head, after its title. */
  readonly head?: string;
  /** Headers of the page's response. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface PartnerSite {
  readonly origin: string;
  /** Adds a page and returns its address. */
  add(page: PartnerPage): string;
  close(): Promise<void>;
}

/** Opens a site on `127.0.0.1`. The server of headlines has another host, `localhost`. */
export async function openPartnerSite(): Promise<PartnerSite> {
  const pages = new Map<string, PartnerPage>();
  const server = createServer((request, response) => {
    const page = pages.get(request.url?.split('?')[0] ?? '');
    response.writeHead(page ? 200 : 404, { 'Content-Type': 'text/html; charset=utf-8', ...page?.headers });
    response.end(page && toDocument(page));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    add(page) {
      const path = `/${pages.size + 1}`;
      pages.set(path, page);
      return origin + path;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function toDocument({ body, head = '' }: PartnerPage): string {
  if (/^<(\?xml|!doctype)/.test(body)) return body;
  const icon = '<link rel="icon" href="data:,">';
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Church</title>${icon}${head}</head><body>${body}</body></html>`;
}
