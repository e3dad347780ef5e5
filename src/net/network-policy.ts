import { isPublicAddress } from './public-address.ts';

/** Which addresses of the network a check may go to. */
export interface NetworkPolicy {
  /** Asked of every IP address before it is connected to. */
  allows(address: string): boolean;
  /** Ports in a page's address; `undefined` allows all. */
  readonly ports: ReadonlySet<number> | undefined;
}

/**
 * What a stranger may have fetched: hosts of the public web at the ports of the web. Any other port would let our server knock at doors that are no
 * church's page.
 */
export const PUBLIC_WEB: NetworkPolicy = { allows: isPublicAddress, ports: new Set([80, 443]) };

/** For somebody at a machine of their own, who says so: any host at any port. */
export const ALLOW_ALL: NetworkPolicy = { allows: () => true, ports: undefined };
