import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** The tests run the built file, like users. */
export async function setup(): Promise<void> {
  await build({ root: fileURLToPath(new URL('..', import.meta.url)), logLevel: 'warn' });
}
