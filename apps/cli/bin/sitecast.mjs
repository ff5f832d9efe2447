#!/usr/bin/env node
import { existsSync } from 'node:fs';

const built = new URL('../dist/sitecast.js', import.meta.url);
if (!existsSync(built)) {
  console.error(
    'The sitecast command is not built yet: run `npm start` or `pnpm build` in the checkout first.',
  );
  process.exit(1);
}
await import(built.href);
