import { defineConfig } from 'vitest/config';

// Starting a NATS server and filling a socket's buffers take long on a busy machine.
export default defineConfig({ test: { name: '@sitecast/realtime', testTimeout: 20_000 } });
