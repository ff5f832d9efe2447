import { readFileSync } from 'node:fs';
import { WorkspaceEvent } from '@sitecast/protocol/workspace-events';
import { expect, test } from 'vitest';
import { snakeCase } from './names.ts';
import { surface } from './surface.ts';

/** `docs/api.md`, which people read before they write a script. */
const lines = readFileSync(new URL('../../../../docs/api.md', import.meta.url), 'utf8').split('\n');

test.each(surface.map(({ method, path }) => [method.toUpperCase(), path]))(
  'it names %s %s',
  (method, path) => {
    const whole = new RegExp(`${path.replaceAll(/[{}.]/g, '\\$&')}(?![\\w/{])`);
    expect(lines.filter((line) => whole.test(line) && line.includes(method!))).not.toEqual([]);
  },
);

test('it names no route that there is not', () => {
  const known = new Set(surface.map(({ path }) => path));
  // Whole ones: without what is named by a file or a variable of the shell. A WebSocket is no route.
  const named = lines.join('\n').match(/(\/portal)?\/(api|auth)\/[\w/{}-]+(?![\w/{}.$-])/g)!;
  const unknown = named.filter((path) => !path.endsWith('/stream') && !known.has(path as `/${string}`));
  expect(unknown).toEqual([]);
});

test.each(WorkspaceEvent.options.map(({ shape }) => shape))('it tells of the event $event.value', (shape) => {
  const { event, ...fields } = shape as Record<string, { value?: string; options?: string[] }>;
  const row = lines.find((line) => line.startsWith(`| \`${event!.value}\``)) ?? '';
  for (const [name, { options = [] }] of Object.entries(fields)) {
    expect(row).toContain(`\`${snakeCase(name)}\``);
    if (name === 'change') for (const option of options) expect(row).toContain(`\`${option}\``);
  }
});
