import { defineConfig } from 'vite';

/** One file that plain Node runs. Native modules stay outside; pnpm hoists them to where it finds them. */
export default defineConfig({
  build: {
    ssr: 'src/main.ts',
    outDir: 'dist',
    target: 'node20',
    sourcemap: true,
    minify: false,
    rollupOptions: { output: { entryFileNames: 'main.js', format: 'es' } },
  },
  ssr: { noExternal: true, external: ['argon2', 'better-sqlite3', 'pg-native'] },
});
