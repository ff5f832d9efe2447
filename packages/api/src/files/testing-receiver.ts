/** A process that receives a file without an end, for the test that kills it. */
import { setTimeout as pause } from 'node:timers/promises';
import { createFileStore } from './store.ts';

const folder = process.argv[2]!;
const store = createFileStore({ folder, wanted: async () => new Set() });

async function* endless() {
  for (let parts = 1; ; parts++) {
    yield Buffer.alloc(10_000);
    if (parts === 3) process.stdout.write('has begun\n');
    await pause(5);
  }
}

await store.receive(endless(), { maxBytes: Number.POSITIVE_INFINITY });
