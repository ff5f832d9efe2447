import { firstLoad, markIcon, themeFirst } from '@sitecast/ui/build';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';
import solid from 'vite-plugin-solid';

/** In development, API and streams are proxied to the server. */
const server = { target: `http://127.0.0.1:${process.env.PORT || 8080}`, ws: true };

// Styles use the CSSOM, because the CSP blocks `style` attributes in templates.
const compiler = { generate: 'dom', inlineStyles: false } as const;

export default defineConfig({
  // Everything the portal requests is below this path, so that a proxy needs to expose nothing else.
  base: '/portal/',
  plugins: [
    solid({ solid: compiler }),
    tailwindcss(),
    themeFirst(),
    markIcon(),
    firstLoad({
      maxScriptKb: 61,
      pages: [
        ['PortalSession', 'OverviewPage'],
        ['PortalSession', 'LocationPage'],
      ],
    }),
  ],
  build: {
    target: 'es2022',
    cssTarget: ['chrome123', 'firefox121', 'safari17.5'],
    // The CSP forbids data: URLs for fonts and scripts.
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
      // Portal links lead here; in development the page has a trailing slash.
      '^/portal$': { ...server, bypass: () => '/portal/' },
    },
  },
});
