import { expect, test } from 'vitest';
import { safeLookup } from './safe-lookup.ts';

function resolve(host: string, all: boolean): Promise<unknown> {
  return new Promise((found, failed) => {
    safeLookup(host, { all }, (error, address) => (error ? failed(error) : found(address)));
  });
}

test.each([true, false])(
  'a name that resolves to loopback is allowed, for the simulator (all: %s)',
  async (all) => {
    expect(JSON.stringify(await resolve('localhost', all))).toMatch(/127\.0\.0\.1|::1/);
  },
);

test.each([true, false])('a name that resolves to a forbidden address is rejected (all: %s)', async (all) => {
  for (const address of ['169.254.169.254', '0.0.0.0', '::ffff:169.254.169.254', 'fe80::1']) {
    await expect(resolve(address, all)).rejects.toThrow('resolves to an address that is not allowed');
  }
});
