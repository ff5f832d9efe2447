import { fileURLToPath } from 'node:url';
import solid from 'vite-plugin-solid';
import { defineConfig } from 'vitest/config';

// For a browser, which is what Solid asks for, ws has nothing to offer.
const alias = { ws: fileURLToPath(import.meta.resolve('ws')) };

export default defineConfig({
  plugins: [solid()],
  resolve: { alias },
  test: { name: '@sitecast/portal', environment: 'happy-dom', include: ['src/**/*.test.{ts,tsx}'] },
});
