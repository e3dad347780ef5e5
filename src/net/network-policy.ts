import { isPublicAddress } from './public-address.ts';

/** Which hosts and ports requests may go to. */
export interface NetworkPolicy {
  /** Called with each IP address before a connection to it is opened. */
  allows(address: string): boolean;
  /** Ports that a URL may name; `undefined` allows all. */
  readonly ports: ReadonlySet<number> | undefined;
}

/** For URLs that strangers give: public hosts and the ports of the web, so that nobody scans ports through this server. */
export const PUBLIC_WEB: NetworkPolicy = { allows: isPublicAddress, ports: new Set([80, 443]) };

/** For an operator who asks for it: any host at any port. */
export const ALLOW_ALL: NetworkPolicy = { allows: () => true, ports: undefined };
