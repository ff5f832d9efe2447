import { expect, test } from 'vitest';
import { procedures } from './procedures.ts';
import { surface, trpcOnly } from './surface.ts';

const doorsOf = new Map(
  [...procedures.keys()].map((path) => [
    path,
    [...new Set(surface.filter(({ procedure }) => procedure === path).map((route) => route.surface))],
  ]),
);

test('every procedure has routes behind one door, or is named as one that has none', () => {
  for (const [path, doors] of doorsOf) expect(doors.length + Number(trpcOnly.includes(path)), path).toBe(1);
});

test('the list of those that have none names nothing twice, and nothing that is no procedure', () => {
  expect(new Set(trpcOnly).size).toBe(trpcOnly.length);
  for (const path of trpcOnly) expect(procedures.has(path), path).toBe(true);
});

test('what changes something is not asked for with GET, and what is asked for with GET changes nothing', () => {
  for (const { method, path, procedure } of surface) {
    // A trial run takes what a rule is made of, which is more than a query can hold.
    if (path.endsWith('/dry-run')) continue;
    expect(procedures.get(procedure)!.type === 'mutation', `${method} ${path}`).toBe(method !== 'get');
  }
});

test('no route is there twice', () => {
  const names = surface.map(({ method, path }) => `${method} ${path.replaceAll(/\{\w+\}/g, '{}')}`);
  expect(new Set(names).size).toBe(names.length);
});

test('a door for everybody leads to nothing but public procedures, a public one to no procedure for people', () => {
  for (const { method, path, surface: door, procedure } of surface) {
    const name = `${method} ${path}`;
    const { access } = procedures.get(procedure)!;
    expect(access === 'public', name).toBe(door === 'open');
    const isForTokens = access.startsWith('workspace:') && access !== 'workspace:manage';
    expect(isForTokens, name).toBe(door === 'public');
    expect(access.startsWith('agency'), name).toBe(door === 'agency');
    expect(access.startsWith('portal'), name).toBe(door === 'portal');
    // What a proxy exposes to clients is below /portal, and nothing of the operators is.
    expect(path.startsWith('/portal/'), name).toBe(door === 'portal');
  }
});
