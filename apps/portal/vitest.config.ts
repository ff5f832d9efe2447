import { fileURLToPath } from 'node:url';
import solid from 'vite-plugin-solid';
import { defineConfig } from 'vitest/config';

// Solid requires browser conditions, under which ws exports nothing.
const alias = { ws: fileURLToPath(import.meta.resolve('ws')) };

export default defineConfig({
  plugins: [solid()],
  resolve: { alias },
  test: { name: '@sitecast/portal', environment: 'happy-dom', include: ['src/**/*.test.{ts,tsx}'] },
});
