import { createHash } from 'node:crypto';
import { lookup } from 'node:dns/promises';
import type { Ask } from './ask.ts';
import type { Report } from './check.ts';

interface ProxyOptions {
  readonly publicUrl: string;
  readonly trustProxy: number;
}

/** An address of nobody (RFC 5737). */
const INVENTED_ADDRESS = '192.0.2.77';
const LOOPBACK_ADDRESSES = ['127.0.0.1', '::1', '::ffff:127.0.0.1'];
/** A hash of the address that the server limits, in the form of express-rate-limit. */
const PARTITION_KEY = /pk=:([\w+/=]+):/;

/** Whether the server sees the addresses of readers: where it limits requests, it says in a header for whom. */
export async function checkProxies(report: Report, ask: Ask, { publicUrl, trustProxy }: ProxyOptions): Promise<void> {
  const { protocol, hostname } = new URL(publicUrl);
  if (protocol === 'https:' && trustProxy === 0) {
    report.problem(
      'TRUST_PROXY is 0, though a proxy adds TLS: the server takes all readers for one, and limits them together.',
      'Set TRUST_PROXY to the number of proxies (1 for nginx alone, 2 for a CDN and nginx), and restart the server.',
    );
    return;
  }
  const seen = await findClient(ask, publicUrl, {});
  const invented = await findClient(ask, publicUrl, { 'X-Forwarded-For': INVENTED_ADDRESS });
  if (seen === undefined || invented === undefined) {
    report.unknown('The server did not tell which address of a reader it sees, so TRUST_PROXY could not be checked.');
  } else if (invented === hashOf(INVENTED_ADDRESS)) {
    report.problem(
      `TRUST_PROXY is ${trustProxy}, more than the proxies that add an address: readers can invent theirs, and escape all limits.`,
      'Set TRUST_PROXY to the number of proxies, and let each set X-Forwarded-For (for nginx: proxy_set_header X-Forwarded-For $remote_addr;).',
    );
  } else if (LOOPBACK_ADDRESSES.some((address) => seen === hashOf(address)) && !(await leadsHere(hostname))) {
    report.problem(
      `The server sees the proxy instead of readers, and limits all of them together. TRUST_PROXY is ${trustProxy}.`,
      'Set TRUST_PROXY to the number of proxies, and let each set X-Forwarded-For (for nginx: proxy_set_header X-Forwarded-For $remote_addr;).',
    );
  } else {
    report.ok(`TRUST_PROXY is ${trustProxy}, and readers cannot invent their address.`);
  }
}

/** A request that is refused: nothing is saved. It counts as one of the twenty that are allowed in a minute. */
async function findClient(
  ask: Ask,
  publicUrl: string,
  headers: Readonly<Record<string, string>>,
): Promise<string | undefined> {
  const answer = await ask(`${publicUrl}/feeds/c?doctor`, { method: 'POST', headers });
  return PARTITION_KEY.exec([answer.headers['ratelimit-policy'] ?? ''].flat().join())?.[1];
}

/** Whether this machine itself is the reader: its address is then right. */
async function leadsHere(hostname: string): Promise<boolean> {
  const found = await lookup(hostname.replace(/^\[(.*)\]$/, '$1'), { all: true });
  return found.some(({ address }) => /^(?:127\.|::1$|::ffff:127\.)/.test(address));
}

function hashOf(address: string): string {
  return Buffer.from(createHash('sha256').update(address).digest('hex').slice(0, 12)).toString('base64');
}
