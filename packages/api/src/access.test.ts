import type { Principal } from '@sitecast/auth';
import { TRPCError } from '@trpc/server';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Access } from './core/access.ts';
import { errorTable } from './core/errors.ts';
import {
  adminProcedure,
  agencyTokenProcedure,
  companionProcedure,
  createCallerFactory,
  deviceProcedure,
  limitedPortalProcedure,
  limitedSessionProcedure,
  limitedUserProcedure,
  memberProcedure,
  portalProcedure,
  publicProcedure,
  router,
  sessionProcedure,
  userProcedure,
  workspaceProcedure,
} from './core/trpc.ts';
import { appRouter, deviceRouter, portalRouter } from './root.ts';
import { agencyProcedure } from './screens/agency/procedure.ts';
import { accessLevels } from './testing/access/levels.ts';
import { elsewhere, type PrincipalName, principals, user, workspaceId } from './testing/access/principals.ts';
import { verdicts, verdictsOf } from './testing/access/verdicts.ts';
import { createTestApi } from './testing/index.ts';

interface AnyProcedure {
  _def: { type: 'query' | 'mutation' | 'subscription'; meta?: { access?: Access }; inputs: z.ZodType[] };
}

const procedures = [appRouter, deviceRouter, portalRouter].flatMap((root) =>
  Object.entries(root._def.procedures as unknown as Record<string, AnyProcedure>).map(([path, { _def }]) => ({
    root,
    path,
    ..._def,
  })),
);

test('every procedure declares the access level in this table', () => {
  const found = Object.fromEntries(procedures.map(({ path, meta }) => [path, meta?.access]));
  expect(found).toEqual(accessLevels);
});

test('every access level has a row in the table of verdicts', () => {
  for (const level of Object.values(accessLevels)) expect(verdicts).toHaveProperty([level]);
});

/**
 * An input that every schema refuses, and that no access check reads: callers with access get a validation error, without
 * side effects.
 */
const invalidInput = { thereIsNoSuchField: true };

async function verdictOf(call: () => Promise<unknown>): Promise<unknown> {
  try {
    await call();
    return 'admitted';
  } catch (error) {
    if (!(error instanceof TRPCError)) throw error;
    // A validation error means that access was granted.
    if (error.code === 'BAD_REQUEST') return 'admitted';
    const kind = Object.values(errorTable).find(({ trpc }) => trpc === error.code);
    return kind?.http ?? error.code;
  }
}

describe('access', () => {
  test.each(procedures.filter(({ inputs }) => inputs.length > 0))('$path', async ({ root, path }) => {
    await using api = await createTestApi();
    const base = await api.contextOf();
    const answers: Partial<Record<PrincipalName, unknown>> = {};
    for (const [name, principal] of Object.entries(principals) as [PrincipalName, Principal][]) {
      const caller = createCallerFactory(root as typeof appRouter)({
        ...base,
        principal,
        workspaceHint: workspaceId,
      });
      const call = path
        .split('.')
        .reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], caller) as (
        input: unknown,
      ) => Promise<unknown>;
      answers[name] = await verdictOf(() => call(invalidInput));
    }
    expect(answers).toEqual(verdictsOf(accessLevels[path]!));
  });

  // Calling these would have side effects, so their access levels are tested on probe procedures below.
  test('procedures without an input are listed', () => {
    const without = procedures.filter(({ inputs }) => inputs.length === 0).map(({ path }) => path);
    expect(without.sort()).toEqual([
      'branding.get',
      'branding.removeLogo',
      'device.messages',
      'device.unpair',
      'members.leave',
      'pairing.start',
      'portal.leave',
      'portal.overview',
      'portal.session',
      'session.list',
      'session.loginOptions',
      'session.logout',
      'session.logoutEverywhere',
      'session.me',
      'setup.status',
      'system.info',
      'workspaces.events',
    ]);
  });

  const bases = {
    public: publicProcedure,
    user: userProcedure,
    'user:limited': limitedUserProcedure,
    session: sessionProcedure,
    'session:limited': limitedSessionProcedure,
    admin: adminProcedure,
    'workspace:read': workspaceProcedure('read'),
    'workspace:write': workspaceProcedure('write'),
    'workspace:full': workspaceProcedure('full'),
    'workspace:manage': workspaceProcedure('manage'),
    'member:read': memberProcedure('read'),
    'member:write': memberProcedure('write'),
    agency: agencyTokenProcedure,
    'agency:playlist': agencyProcedure,
    portal: portalProcedure,
    'portal:limited': limitedPortalProcedure,
    device: deviceProcedure,
    companion: companionProcedure,
  } satisfies Record<Access, unknown>;

  test.each(Object.keys(bases) as Access[])('the base procedure of %s', async (level) => {
    await using api = await createTestApi();
    const base = await api.contextOf();
    // The union of all base procedures has no common type to call.
    const procedure = bases[level] as typeof publicProcedure;
    const probe = procedure.input(z.object({ text: z.string() }).optional()).query(() => 'admitted');
    expect(probe._def.meta).toEqual({ access: level });
    const answers: Partial<Record<PrincipalName, unknown>> = {};
    for (const [name, principal] of Object.entries(principals) as [PrincipalName, Principal][]) {
      const caller = createCallerFactory(router({ probe }))({
        ...base,
        principal,
        workspaceHint: workspaceId,
      });
      answers[name] = await verdictOf(() => caller.probe());
      // NUL characters are refused only after the access check.
      if (answers[name] === 'admitted')
        await expect(caller.probe({ text: '\0' })).rejects.toMatchObject({ appCode: 'VALIDATION' });
    }
    expect(answers).toEqual(verdictsOf(level));
  });
});

test('without a hint a member acts in their first workspace; without a membership the call is refused', async () => {
  await using api = await createTestApi();
  const base = await api.contextOf();
  const probe = workspaceProcedure('read').query(({ ctx }) => ctx.workspaceId);
  const probing = createCallerFactory(router({ probe }));
  expect(await probing({ ...base, principal: principals.viewer }).probe()).toBe(workspaceId);
  await expect(probing({ ...base, principal: user(null) }).probe()).rejects.toMatchObject({
    code: 'FORBIDDEN',
  });
  const hinted = probing({ ...base, principal: principals['token read'], workspaceHint: elsewhere });
  expect(await hinted.probe()).toBe(workspaceId);
});
