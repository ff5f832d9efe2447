import { describe } from 'vitest';
import { testBusContract } from './bus.contract.ts';
import { createInProcessBus } from './bus.ts';

describe('the in-process bus', () => {
  testBusContract(async (options) => {
    const bus = createInProcessBus(options);
    return [bus, bus];
  });
});
