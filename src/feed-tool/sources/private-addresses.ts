import { lookup as dnsLookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

/** The IPv4 networks outside the public internet (IANA's special-purpose registry, multicast included). */
const IPV4: readonly (readonly [address: string, bits: number])[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
];

/** The IPv6 networks outside the public internet. 2001::/32 and 2002::/16 are tunnels to any IPv4 address. */
const IPV6: readonly (readonly [address: string, bits: number])[] = [
  ['::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 32],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
];

const privateNetworks = new BlockList();
for (const [address, bits] of IPV4) {
  privateNetworks.addSubnet(address, bits, 'ipv4');
  // An IPv4 address can be written as an IPv6 address, and NAT64 maps it to another one.
  for (const prefix of ['::ffff:', '64:ff9b::']) privateNetworks.addSubnet(prefix + address, 96 + bits, 'ipv6');
}
for (const [address, bits] of IPV6) privateNetworks.addSubnet(address, bits, 'ipv6');

/** Returns the host of a URL, without the brackets of an IPv6 address. */
export const bareHost = (host: string): string => host.replace(/^\[|\]$/g, '');

/** Whether an IP address is outside the public internet. A text that is not an IP address counts as private. */
export function isPrivate(address: string): boolean {
  const family = isIP(address);
  return family === 0 || privateNetworks.check(address, family === 6 ? 'ipv6' : 'ipv4');
}

/** The code of the error of `publicLookup`. */
export const PRIVATE = 'EPRIVATE';

/**
 * Finds the public addresses of a host. Fails if all its addresses are private. The connection is made to one of
 * the found addresses, so a second lookup with a different result (DNS rebinding) has no effect.
 */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  dnsLookup(hostname, { ...options, all: true }, (error, addresses) => {
    if (error) return callback(error, []);
    const [first, ...others] = addresses.filter(({ address }) => !isPrivate(address));
    if (!first) {
      const refusal = Object.assign(new Error(`${hostname} has a private address`), { code: PRIVATE });
      return callback(refusal, []);
    }
    if (options.all) return callback(null, [first, ...others]);
    callback(null, first.address, first.family);
  });
};
