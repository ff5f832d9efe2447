import { type LookupAddress, lookup as resolve } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isForbiddenAddress } from './address.ts';

/**
 * A `lookup` function for `net.connect` and `http.request` that rejects names resolving to a forbidden address. A name
 * that was checked when the unit was set up may resolve differently later (DNS rebinding).
 */
export const safeLookup: LookupFunction = (hostname, options, callback) => {
  resolve(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
    const allowed = error ? [] : addresses.filter(({ address }) => !isForbiddenAddress(address));
    const [first] = allowed;
    if (error) callback(error, '', 0);
    else if (!first) callback(new ForbiddenAddress(hostname), '', 0);
    else if (options.all) callback(null, allowed);
    else callback(null, first.address, first.family);
  });
};

class ForbiddenAddress extends Error {
  constructor(hostname: string) {
    super(`${hostname} resolves to an address that is not allowed`);
  }
}
