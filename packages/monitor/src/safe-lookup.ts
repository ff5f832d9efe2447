import { type LookupAddress, lookup as resolve } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isForbiddenAddress } from './address.ts';

/**
 * Resolves a name as `net.connect` and `http.request` want it, and refuses it where it leads to an address at which no
 * meter can be: what was checked when the unit was set up may lead elsewhere by now.
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
    super(`${hostname} leads to an address that no meter can have`);
  }
}
