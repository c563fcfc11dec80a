import { expect, test } from 'vitest';
import { isPrivate, publicLookup } from '../../../src/feed-tool/sources/private-addresses.js';

test.each([
  ...['0.0.0.0', '10.1.2.3', '100.64.0.1', '127.0.0.1', '127.9.9.9', '169.254.169.254', '172.16.0.1', '172.31.255.255'],
  ...['192.168.1.1', '192.0.0.1', '198.18.0.1', '224.0.0.1', '255.255.255.255'],
  ...['::', '::1', '::ffff:127.0.0.1', '::ffff:a00:1', '::ffff:a9fe:a9fe', '::127.0.0.1', '64:ff9b::7f00:1'],
  ...['64:ff9b::169.254.169.254', 'fe80::1', 'fc00::1', 'fd12:3456::1', 'fec0::1', 'ff02::1', '2002:7f00:1::'],
  ...['', 'localhost', 'a.example'],
])('%s is private', (address) => {
  expect(isPrivate(address)).toBe(true);
});

test.each([
  ...['1.1.1.1', '8.8.8.8', '11.0.0.1', '100.63.255.255', '100.128.0.1', '172.15.0.1', '172.32.0.1', '192.169.0.1'],
  ...['223.255.255.255', '2606:4700::1111', '::ffff:8.8.8.8', '64:ff9b::808:808', '2001:4860:4860::8888'],
])('%s is public', (address) => {
  expect(isPrivate(address)).toBe(false);
});

test.each([true, false])(
  'a name of a private address is not found, whether all addresses are asked for: %s',
  async (all) => {
    const found = await new Promise((resolve) => {
      publicLookup('localhost', { all }, (error, address) => resolve([error?.code, address]));
    });
    expect(found).toEqual(['EPRIVATE', []]);
  },
);

test('a public address is found in the form that is asked for', async () => {
  const lookUp = (all: boolean): Promise<unknown[]> =>
    new Promise((resolve) => publicLookup('1.1.1.1', { all }, (...found) => resolve(found)));
  expect(await lookUp(false)).toEqual([null, '1.1.1.1', 4]);
  expect(await lookUp(true)).toEqual([null, [{ address: '1.1.1.1', family: 4 }]]);
});
