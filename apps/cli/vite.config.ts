import { defineConfig } from 'vite';

/** One file with everything in it: the package has no dependencies to fetch. */
export default defineConfig({
  build: {
    ssr: 'src/main.ts',
    target: 'node20',
    outDir: 'dist',
    // The licenses of what is bundled ask to travel with it.
    license: { fileName: 'licenses.md' },
    rolldownOptions: { output: { entryFileNames: 'sitecast.js', codeSplitting: false } },
  },
  ssr: { noExternal: true },
});
