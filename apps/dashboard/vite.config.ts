import { firstLoad, markIcon, themeFirst } from '@sitecast/ui/build';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';
import solid from 'vite-plugin-solid';

/** In development everything but the dashboard's own files comes from the server. */
const server = { target: `http://127.0.0.1:${process.env.PORT || 8080}`, ws: true };

// Styles go through the CSSOM: a `style` attribute in a template would be stopped by the page's CSP.
const compiler = { generate: 'dom', inlineStyles: false } as const;

export default defineConfig({
  plugins: [
    solid({ solid: compiler }),
    tailwindcss(),
    themeFirst(),
    markIcon(),
    firstLoad({ maxScriptKb: 120, pages: [['LoginPage'], ['SetupPage'], ['Members', 'ScreensPage']] }),
  ],
  build: {
    target: 'es2022',
    cssTarget: ['chrome123', 'firefox121', 'safari17.5'],
    // Everything comes from /assets: the CSP allows no data: addresses.
    assetsInlineLimit: 0,
  },
  server: {
    host: '127.0.0.1',
    proxy: { '/trpc': server, '/api': server, '/auth': server, '/player': server },
  },
});
