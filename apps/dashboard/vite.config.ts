import { firstLoad, markIcon, themeFirst } from '@sitecast/ui/build';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig, type Plugin } from 'vite';
import solid from 'vite-plugin-solid';
import { pagesForServer } from './src/routes.ts';

/** In development everything but the dashboard's own files comes from the server. */
const server = { target: `http://127.0.0.1:${process.env.PORT || 8080}`, ws: true };

// Styles go through the CSSOM: a `style` attribute in a template would be stopped by the page's CSP.
const compiler = { generate: 'dom', inlineStyles: false } as const;

/** Writes the table of pages for the server, which answers by it. */
function pagesFile(): Plugin {
  return {
    name: 'pages-file',
    apply: 'build',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'pages.json', source: JSON.stringify(pagesForServer()) });
    },
  };
}

export default defineConfig({
  plugins: [
    solid({ solid: compiler }),
    tailwindcss(),
    themeFirst(),
    markIcon(),
    pagesFile(),
    firstLoad({ maxScriptKb: 114, pages: [['LoginPage'], ['SetupPage'], ['RequireLogin', 'ScreensPage']] }),
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
