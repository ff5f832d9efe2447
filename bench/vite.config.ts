import { defineConfig } from 'vite';

/** Benchmarks are bundled like the server. Each process of a benchmark is an entry. */
export default defineConfig({
  build: {
    ssr: true,
    outDir: 'dist',
    target: 'node20',
    minify: false,
    rollupOptions: {
      // autocannon's histograms use eval.
      checks: { eval: false },
      input: {
        main: 'src/main.ts',
        'fan-out/server': 'src/fan-out/server.ts',
        'fan-out/clients': 'src/fan-out/clients.ts',
        'feed/server': 'src/feed/server.ts',
        'portal/server': 'src/portal/server.ts',
        'portal/clients': 'src/portal/clients.ts',
        'push/server': 'src/push/server.ts',
        'push/screens': 'src/push/screens.ts',
        'login/server': 'src/login/server.ts',
        'login/clients': 'src/login/clients.ts',
        'rest/server': 'src/rest/server.ts',
        'rest/clients': 'src/rest/clients.ts',
      },
      output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js', format: 'es' },
    },
  },
  ssr: { noExternal: true, external: ['argon2', 'better-sqlite3', 'pg-native'] },
});
