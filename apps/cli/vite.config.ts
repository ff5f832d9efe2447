import { defineConfig } from 'vite';

/** A single file, so that the package has no dependencies to install. */
export default defineConfig({
  build: {
    ssr: 'src/main.ts',
    target: 'node20',
    outDir: 'dist',
    // Bundled packages' licenses require attribution.
    license: { fileName: 'licenses.md' },
    rolldownOptions: { output: { entryFileNames: 'sitecast.js', codeSplitting: false } },
  },
  ssr: { noExternal: true },
});
