import { defineConfig } from 'vitest/config';

/** Every package brings its own project; browser journeys live beside the app they start from. */
export default defineConfig({
  test: {
    projects: ['prisma', 'packages/*', 'apps/*'],
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
});
