import { Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { NetworkPolicy } from './network-policy.ts';

/** An IP address to connect to. */
export interface HostAddress {
  readonly address: string;
  readonly family: 4 | 6;
}

/** Finds the IP addresses of a host name. Rejects or returns none if there are none. */
export type ResolveName = (name: string, signal: AbortSignal) => Promise<readonly HostAddress[]>;

/** `timeout` is in milliseconds for each try. */
const DNS = { timeout: 2000, tries: 2 };

/**
 * Asks the name servers directly. `dns.lookup` would block a thread of the pool that files and compression need, cannot be cancelled, and also reads
 * the machine's hosts file and search domains.
 */
export const resolveInDns: ResolveName = async (name, signal) => {
  const resolver = new Resolver(DNS);
  const cancel = () => resolver.cancel();
  signal.addEventListener('abort', cancel, { once: true });
  try {
    const [ipv4, ipv6] = await Promise.allSettled([resolver.resolve4(name), resolver.resolve6(name)]);
    return [
      ...(ipv4.status === 'fulfilled' ? ipv4.value : []).map((address) => ({ address, family: 4 }) as const),
      ...(ipv6.status === 'fulfilled' ? ipv6.value : []).map((address) => ({ address, family: 6 }) as const),
    ];
  } finally {
    signal.removeEventListener('abort', cancel);
  }
};

/**
 * The IP addresses of a URL's host. `undefined` if it has none, or if the policy forbids one of them: a name with public and private addresses is an
 * attack. Both cases give the same answer, so that it does not tell which names a private network has. Rejects when the signal aborts.
 */
export async function resolveHost(
  { hostname }: URL,
  network: Pick<NetworkPolicy, 'allows'>,
  resolveName: ResolveName,
  signal: AbortSignal,
): Promise<readonly HostAddress[] | undefined> {
  // The URL parser has already written every spelling of an IPv4 address (octal, hexadecimal, one number) as four decimal numbers.
  const literal = hostname.replace(/^\[(.*)\]$/, '$1');
  const family = isIP(literal);
  const found =
    family === 0
      ? await untilAborted(
          resolveName(hostname.replace(/\.$/, ''), signal).catch(() => []),
          signal,
        )
      : [{ address: literal, family: family as 4 | 6 }];
  return found.length > 0 && found.every(({ address }) => network.allows(address)) ? found : undefined;
}

/** Also ends the wait for a resolver that ignores the signal. */
async function untilAborted<T>(task: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  const { promise, reject } = Promise.withResolvers<never>();
  const abort = () => reject(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([task, promise]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
