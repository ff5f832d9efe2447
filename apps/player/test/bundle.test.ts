import { gzipSync } from 'node:zlib';
import { overlayFields } from '@sitecast/protocol/overlay';
import { parse } from 'acorn';
import { beforeAll, describe, expect, test } from 'vitest';
import { type BuiltPlayer, readBuiltPlayer } from './built-player.ts';

let built: BuiltPlayer;
beforeAll(async () => {
  built = await readBuiltPlayer();
});

describe('the built player', () => {
  test('weighs at most 60 kB, compressed', async ({ annotate }) => {
    const bytes = gzipSync(built.script).length + gzipSync(built.style).length;
    await annotate(`player bundle: ${(bytes / 1000).toFixed(1)} kB gzip`);
    expect(bytes).toBeLessThanOrEqual(60_000);
  });

  test('is one classic script that engines of 2017 can read', () => {
    expect(() => parse(built.script, { ecmaVersion: 2017, sourceType: 'script' })).not.toThrow();
    expect(built.html).toMatch(/<script defer src="\/player\/assets\/[\w-]+\.js"><\/script>/);
    expect(built.html).not.toMatch(/type="module"|crossorigin/);
  });

  test('leaves out the help for people who send overlays', () => {
    for (const { help } of Object.values(overlayFields)) expect(built.script).not.toContain(help);
  });

  test('has nothing inline that the security policy would refuse', () => {
    expect(built.html).not.toMatch(/<style|style="|<script(?![^>]* src=)|\son\w+="/);
  });

  // Only what the player's own path reaches is polyfilled; whatever else appears here has to be looked at.
  test.each([
    'replaceAll',
    'replaceChildren',
    'structuredClone',
    'randomUUID',
    'Promise.allSettled',
    'ResizeObserver',
    'queueMicrotask',
    '.matchAll(',
    '.at(-',
    '.finally(',
  ])('does not use %s, which old engines lack', (name) => {
    expect(built.script).not.toContain(name);
  });

  test.each([
    /[{;]inset:/,
    /[{;]gap:/,
    /aspect-ratio/,
    /:is\(|:where\(|:focus-visible/,
    /@layer/,
    /oklch|color-mix/,
    /var\(/,
  ])('is styled without %s, which old engines lack', (feature) => {
    expect(built.style).not.toMatch(feature);
  });
});
