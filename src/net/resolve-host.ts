import { Resolver } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { NetworkPolicy } from './network-policy.ts';

export interface HostAddress {
  readonly address: string;
  readonly family: 4 | 6;
}

/** Rejects or returns none if the name has no address. */
export type ResolveName = (name: string, signal: AbortSignal) => Promise<readonly HostAddress[]>;

/** Asks the name servers directly: `dns.lookup` blocks a thread, cannot be cancelled, and reads the machine's hosts file. */
export const resolveInDns: ResolveName = async (name, signal) => {
  // Milliseconds for each try.
  const resolver = new Resolver({ timeout: 2000, tries: 2 });
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

/** `undefined` if the host has no address or a forbidden one: the same, so that it does not tell which names a private network has. */
export async function resolveHost(
  { hostname }: URL,
  network: Pick<NetworkPolicy, 'allows'>,
  resolveName: ResolveName,
  signal: AbortSignal,
): Promise<readonly HostAddress[] | undefined> {
  // The URL parser has already written every spelling of an IPv4 address as four decimal numbers.
  const literal = hostname.replace(/^\[(.*)\]$/, '$1');
  const family = isIP(literal);
  const find = () => resolveName(hostname.replace(/\.$/, ''), signal).catch(() => []);
  const found = family === 0 ? await untilAborted(find(), signal) : [{ address: literal, family: family as 4 | 6 }];
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
