import { defineConfig } from 'vitest/config';

// Child processes and databases are slow to start on a busy machine.
export default defineConfig({ test: { name: '@sitecast/db', testTimeout: 20_000 } });
