import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** The tests run what people run: the built file. */
export async function setup(): Promise<void> {
  await build({ root: fileURLToPath(new URL('..', import.meta.url)), logLevel: 'warn' });
}
