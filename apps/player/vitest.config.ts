import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    name: '@sitecast/player',
    globalSetup: 'test/build.ts',
    environmentOptions: { happyDOM: { settings: { disableIframePageLoading: true } } },
  },
});
