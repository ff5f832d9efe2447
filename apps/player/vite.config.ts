import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin, runnerImport } from 'vite';
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
  plugins: [overlayLook(), withoutHelp(), classicScript()],
});

/** Fills in the CSS variables of the look that the dashboard's preview shares. */
function overlayLook(): Plugin {
  return {
    name: 'sitecast-overlay-look',
    enforce: 'pre',
    async transform(code, id) {
      if (!id.endsWith('/player.css')) return undefined;
      const file = fileURLToPath(import.meta.resolve('@sitecast/protocol/overlay-look'));
      const { module } = await runnerImport<typeof import('@sitecast/protocol/overlay-look')>(file);
      const values: Record<string, string> = module.overlayLookVariables((percent) => `${percent}vmin`);
      return code.replaceAll(/var\((--pip-[a-z-]+)\)/g, (variable, name) => values[name] ?? variable);
    },
  };
}

/** Leaves out the help of an overlay's fields, which no screen shows. */
function withoutHelp(): Plugin {
  return {
    name: 'sitecast-without-help',
    enforce: 'pre',
    transform(code, id) {
      return id.endsWith('/protocol/src/overlay.ts')
        ? code.replaceAll(/\b(help|helpOff): '[^']*'/g, "$1: ''")
        : undefined;
    },
  };
}

function classicScript(): Plugin {
  return {
    name: 'sitecast-classic-script',
    transformIndexHtml: {
      order: 'post',
      handler: (html) => html.replace('type="module" crossorigin', 'defer').replaceAll(' crossorigin', ''),
    },
  };
}
