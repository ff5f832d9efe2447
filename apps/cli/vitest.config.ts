import { defineConfig } from 'vitest/config';

export default defineConfig({ test: { name: 'sitecast-cli', globalSetup: 'test/build.ts' } });
