import { BlockList, isIP } from 'node:net';

type Subnet = readonly [network: string, prefix: number];

/** IANA's IPv4 Special-Purpose Address Registry (RFC 6890), and multicast. */
const SPECIAL_IPV4: readonly Subnet[] = [
  ['0.0.0.0', 8], // this network (RFC 791)
  ['10.0.0.0', 8], // private (RFC 1918)
  ['100.64.0.0', 10], // shared by carriers (RFC 6598)
  ['127.0.0.0', 8], // loopback (RFC 1122)
  ['169.254.0.0', 16], // link-local (RFC 3927); metadata services of clouds
  ['172.16.0.0', 12], // private (RFC 1918)
  ['192.0.0.0', 24], // protocol assignments (RFC 6890)
  ['192.0.2.0', 24], // documentation (RFC 5737)
  ['192.31.196.0', 24], // AS112 (RFC 7535)
  ['192.52.193.0', 24], // AMT (RFC 7450)
  ['192.88.99.0', 24], // 6to4 relays (RFC 7526)
  ['192.168.0.0', 16], // private (RFC 1918)
  ['192.175.48.0', 24], // AS112 (RFC 7534)
  ['198.18.0.0', 15], // benchmarking (RFC 2544)
  ['198.51.100.0', 24], // documentation (RFC 5737)
  ['203.0.113.0', 24], // documentation (RFC 5737)
  ['224.0.0.0', 4], // multicast (RFC 5771)
  ['240.0.0.0', 4], // reserved, including broadcast (RFC 1112)
];

const GLOBAL_UNICAST: Subnet = ['2000::', 3];

/** The part of it in the IPv6 Special-Purpose Address Registry; one with an IPv4 address inside could be any address. */
const SPECIAL_IPV6: readonly Subnet[] = [
  ['2001::', 23], // protocol assignments, including Teredo (RFC 2928, RFC 4380)
  ['2001:db8::', 32], // documentation (RFC 3849)
  ['2002::', 16], // 6to4 (RFC 3056)
  ['2620:4f:8000::', 48], // AS112 (RFC 7534)
  ['3fff::', 20], // documentation (RFC 9637)
];

/** The prefix of IPv4 hosts in a network with only IPv6 (RFC 6052): the IPv4 address inside decides. */
const NAT64 = '64:ff9b::';

const specialIpv4 = createBlockList('ipv4', SPECIAL_IPV4);
const specialIpv6 = createBlockList('ipv6', [
  ...SPECIAL_IPV6,
  ...SPECIAL_IPV4.map(([network, prefix]): Subnet => [`${NAT64}${network}`, 96 + prefix]),
]);
const reachableIpv6 = createBlockList('ipv6', [GLOBAL_UNICAST, [NAT64, 96]]);

/** Whether a text is the IP address of a host of the public web, without brackets or zone. */
export function isPublicAddress(address: string): boolean {
  if (address.includes('%')) return false;
  switch (isIP(address)) {
    case 4:
      return !specialIpv4.check(address, 'ipv4');
    case 6:
      return reachableIpv6.check(address, 'ipv6') && !specialIpv6.check(address, 'ipv6');
    default:
      return false;
  }
}

function createBlockList(family: 'ipv4' | 'ipv6', subnets: readonly Subnet[]): BlockList {
  const list = new BlockList();
  for (const [network, prefix] of subnets) list.addSubnet(network, prefix, family);
  return list;
}
