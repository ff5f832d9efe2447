import { firstLoad, markIcon, themeFirst } from '@sitecast/ui/build';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';
import solid from 'vite-plugin-solid';

/** In development what is asked for and what streams comes from the server; the pages are served here. */
const server = { target: `http://127.0.0.1:${process.env.PORT || 8080}`, ws: true };

// Styles go through the CSSOM: a `style` attribute in a template would be stopped by the page's CSP.
const compiler = { generate: 'dom', inlineStyles: false } as const;

export default defineConfig({
  // All that a client's browser asks for is below this: a proxy needs to expose nothing else.
  base: '/portal/',
  plugins: [
    solid({ solid: compiler }),
    tailwindcss(),
    themeFirst(),
    markIcon(),
    firstLoad({
      maxScriptKb: 80,
      pages: [
        ['Visitors', 'OverviewPage'],
        ['Visitors', 'LocationPage'],
      ],
    }),
  ],
  build: {
    target: 'es2022',
    cssTarget: ['chrome123', 'firefox121', 'safari17.5'],
    // The CSP allows no data: addresses for fonts and scripts.
    assetsInlineLimit: 0,
  },
  server: {
    host: '127.0.0.1',
    port: 5174,
    proxy: {
      '/portal/api': server,
      '/portal/trpc': server,
      '/portal/enter': server,
      '/portal/logo': server,
      '/portal/logout': server,
      // Where a link leads to; here the page is one slash further.
      '^/portal$': { ...server, bypass: () => '/portal/' },
    },
  },
});
