import { expect, test } from 'vitest';
import { procedures } from './procedures.ts';
import { surface, trpcOnly } from './surface.ts';

const audiencesOf = new Map(
  [...procedures.keys()].map((path) => [
    path,
    [...new Set(surface.filter(({ procedure }) => procedure === path).map((route) => route.audience))],
  ]),
);

test('every procedure has routes for one audience, or is listed as having none', () => {
  for (const [path, audiences] of audiencesOf)
    expect(audiences.length + Number(trpcOnly.includes(path)), path).toBe(1);
});

test('the list of procedures without a route has no duplicates and no unknown procedures', () => {
  expect(new Set(trpcOnly).size).toBe(trpcOnly.length);
  for (const path of trpcOnly) expect(procedures.has(path), path).toBe(true);
});

test('queries use GET and mutations do not', () => {
  for (const { method, path, procedure } of surface) {
    // A trial run takes what a rule is made of, which is more than a query can hold.
    if (path.endsWith('/dry-run')) continue;
    expect(procedures.get(procedure)!.type === 'mutation', `${method} ${path}`).toBe(method !== 'get');
  }
});

test('every route is unique', () => {
  const names = surface.map(({ method, path }) => `${method} ${path.replaceAll(/\{\w+\}/g, '{}')}`);
  expect(new Set(names).size).toBe(names.length);
});

test('the audience of a route matches the access of its procedure', () => {
  for (const { method, path, audience, procedure } of surface) {
    const name = `${method} ${path}`;
    const { access } = procedures.get(procedure)!;
    expect(access === 'public', name).toBe(audience === 'open');
    const isForTokens = access.startsWith('workspace:') && access !== 'workspace:manage';
    expect(isForTokens, name).toBe(audience === 'public');
    expect(access.startsWith('agency'), name).toBe(audience === 'agency');
    expect(access.startsWith('portal'), name).toBe(audience === 'portal');
    // What a proxy exposes to clients is below /portal, and nothing of the operators is.
    expect(path.startsWith('/portal/'), name).toBe(audience === 'portal');
  }
});
