import { defineConfig } from 'vite';

/** One file with everything in it: the package has no dependencies to fetch. */
export default defineConfig({
  build: {
    ssr: 'src/main.ts',
    target: 'node20',
    outDir: 'dist',
    minify: false,
    rolldownOptions: { output: { entryFileNames: 'sitecast.js', codeSplitting: false } },
  },
  ssr: { noExternal: true },
});
