import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: '@sitecast/player',
    environmentOptions: { happyDOM: { settings: { disableIframePageLoading: true } } },
  },
});
