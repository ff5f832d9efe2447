import { defineConfig } from 'vite';
import manifest from './package.json' with { type: 'json' };

/** The floor is Chromium 63 (Tizen 5.0), and it should start on 56 (Tizen 4.0): one classic script, no modules. */
export default defineConfig({
  base: '/player/',
  define: { __PLAYER_VERSION__: JSON.stringify(manifest.version) },
  build: {
    target: 'chrome56',
    cssTarget: 'chrome56',
    cssCodeSplit: false,
    modulePreload: false,
    rolldownOptions: { output: { format: 'iife' } },
  },
  plugins: [
    {
      name: 'sitecast-classic-script',
      transformIndexHtml: {
        order: 'post',
        handler: (html) => html.replace('type="module" crossorigin', 'defer').replaceAll(' crossorigin', ''),
      },
    },
  ],
});
