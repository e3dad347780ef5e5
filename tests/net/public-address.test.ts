import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ALLOW_ALL, checkUrl, PUBLIC_WEB } from '../../src/net/network-policy.ts';
import { isPublicAddress } from '../../src/net/public-address.ts';

/** IANA's IPv4 and IPv6 Special-Purpose Address Registries, and multicast. */
const IPV4 =
  '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.31.196.0/24 192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/4 240.0.0.0/4 255.255.255.255/32';
const IPV6 =
  '0:0:0:0:0:0:0:1/128 0:0:0:0:0:0:0:0/128 0:0:0:0:0:ffff:0:0/96 64:ff9b:1:0:0:0:0:0/48 100:0:0:0:0:0:0:0/64 100:0:0:1:0:0:0:0/64 2001:0:0:0:0:0:0:0/23 2001:db8:0:0:0:0:0:0/32 2002:0:0:0:0:0:0:0/16 2620:4f:8000:0:0:0:0:0/48 3fff:0:0:0:0:0:0:0/20 5f00:0:0:0:0:0:0:0/16 fc00:0:0:0:0:0:0:0/7 fe80:0:0:0:0:0:0:0/10 fec0:0:0:0:0:0:0:0/10 ff00:0:0:0:0:0:0:0/8';

const writeIpv4 = (value: bigint) => [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join('.');
const writeIpv6 = (value: bigint) =>
  Array.from({ length: 8 }, (_, index) => ((value >> BigInt(112 - index * 16)) & 0xffffn).toString(16)).join(':');

/** Any address in these ranges. */
function within(ranges: string, bits: number, radix: number): fc.Arbitrary<bigint> {
  const arbitraries = ranges.split(' ').map((range) => {
    const [network = '', prefix = ''] = range.split('/');
    const parts = network.split(/[.:]/);
    const width = BigInt(bits / parts.length);
    const start = parts.reduce((sum, part) => (sum << width) + BigInt(Number.parseInt(part, radix)), 0n);
    const free = BigInt(bits - Number(prefix));
    return fc.bigInt({ min: start, max: start + (1n << free) - 1n });
  });
  return fc.oneof(...arbitraries);
}

const specialIpv4 = within(IPV4, 32, 10).map(writeIpv4);
const RUNS = { numRuns: 2000 };

describe('a special-purpose address is not public', () => {
  test('of IPv4', () => {
    fc.assert(
      fc.property(specialIpv4, (address) => !isPublicAddress(address)),
      RUNS,
    );
  });

  test('of IPv6', () => {
    fc.assert(
      fc.property(within(IPV6, 128, 16).map(writeIpv6), (address) => !isPublicAddress(address)),
      RUNS,
    );
  });

  test.each(['::ffff:', '::', '64:ff9b::', '64:ff9b:1::'])('of IPv4 inside IPv6, after the prefix %s', (prefix) => {
    fc.assert(
      fc.property(specialIpv4, (address) => !isPublicAddress(`${prefix}${address}`)),
      RUNS,
    );
  });

  test.each(['fe80::1%eth0', '2606:4700::1111%1', '', 'localhost', '127.1', '0x7f000001', '[::1]', '1.2.3.4:80'])(
    '%p is not an address',
    (text) => {
      expect(isPublicAddress(text)).toBe(false);
    },
  );
});

describe('an address of the public web is public', () => {
  test.each([
    '1.1.1.1',
    '8.8.8.8',
    '100.63.255.255',
    '172.32.0.1',
    '192.0.3.1',
    '223.255.255.255',
    '2606:4700:4700::1111',
    '2a00:1450:4001::200e',
    '2001:200::1',
    '64:ff9b::8.8.8.8',
  ])('%s', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });
});

test.each([
  ['https://x.example/a#b', 'https://x.example/a'],
  ['http://x.example:80/', 'http://x.example/'],
  ['https://x.example:80/', 'https://x.example:80/'],
  ['http://x.example:443/', 'http://x.example:443/'],
  ['http://x.example:8080/', 'port-not-allowed'],
  ['ftp://x.example/', 'unsupported-scheme'],
  ['http://user@x.example/', 'credentials-in-url'],
  ['http://:word@x.example/', 'credentials-in-url'],
  [`http://x.example/${'a'.repeat(1983)}`, `http://x.example/${'a'.repeat(1983)}`],
  [`http://x.example/${'a'.repeat(1984)}`, 'invalid-url'],
])('of %s the public web may be sent: %s', (text, expected) => {
  expect(String(checkUrl(new URL(text), PUBLIC_WEB))).toBe(expected);
});

test('a policy that allows all allows every address and port', () => {
  expect(ALLOW_ALL.allows('127.0.0.1')).toBe(true);
  expect(String(checkUrl(new URL('http://localhost:1/'), ALLOW_ALL))).toBe('http://localhost:1/');
});
