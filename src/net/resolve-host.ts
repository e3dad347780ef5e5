import { Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { NetworkPolicy } from './network-policy.ts';

/** An IP address to connect to. */
export interface HostAddress {
  readonly address: string;
  readonly family: 4 | 6;
}

/** Finds the IP addresses of a name; rejects, or gives none, where it has none. */
export type ResolveName = (name: string, signal: AbortSignal) => Promise<readonly HostAddress[]>;

/** How long one question to a name server may wait, in milliseconds, and how often it is asked. */
const DNS = { timeout: 2000, tries: 2 };

/**
 * Asks the name servers themselves. Unlike `dns.lookup` this holds no thread of the pool that files and compression need, ends when it is told to, and
 * knows nothing of the machine's own hosts file and search domains.
 */
export const resolveInDns: ResolveName = async (name, signal) => {
  const resolver = new Resolver(DNS);
  const cancel = () => resolver.cancel();
  signal.addEventListener('abort', cancel, { once: true });
  try {
    const [four, six] = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)]);
    return [
      ...(four.status === 'fulfilled' ? four.value : []).map((address) => ({ address, family: 4 }) as const),
      ...(six.status === 'fulfilled' ? six.value : []).map((address) => ({ address, family: 6 }) as const),
    ];
  } finally {
    signal.removeEventListener('abort', cancel);
  }
};

/**
 * The addresses of a URL's host, all of them permitted; `undefined` where it has none, or one that is not: a name that leads to the public web and
 * to a private network at once is a trap. Which of the two it was stays unsaid, or the answer would tell what a private network holds.
 */
export async function resolveHost(
  { hostname }: URL,
  network: Pick<NetworkPolicy, 'allows'>,
  resolveName: ResolveName,
  signal: AbortSignal,
): Promise<readonly HostAddress[] | undefined> {
  // The URL parser has written every spelling of an IPv4 address (octal, hexadecimal, one number) as four decimal ones.
  const literal = hostname.replace(/^\[(.*)\]$/, '$1');
  const family = isIP(literal);
  const found =
    family === 0
      ? await resolveName(hostname.replace(/\.$/, ''), signal).catch(() => [])
      : [{ address: literal, family: family as 4 | 6 }];
  return found.length > 0 && found.every(({ address }) => network.allows(address)) ? found : undefined;
}
