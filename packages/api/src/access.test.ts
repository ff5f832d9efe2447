import { anonymous, type Principal, type TokenScope, type WorkspaceRole } from '@sitecast/auth';
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
import { createTestApi } from './testing/index.ts';

/** Which access level every procedure has. A new one is entered here, or this test fails. */
const expected: Record<string, Access> = {
  'setup.status': 'public',
  'setup.complete': 'public',
  'session.login': 'public',
  'session.token': 'public',
  'session.loginOptions': 'public',
  'session.sendLoginLink': 'public',
  'session.useLoginLink': 'public',
  'session.me': 'user:limited',
  'session.logout': 'session:limited',
  'session.logoutEverywhere': 'session:limited',
  'session.changePassword': 'session:limited',
  'session.list': 'session',
  'session.revoke': 'session',
  'personalTokens.list': 'user',
  'personalTokens.get': 'user',
  'personalTokens.create': 'session',
  'personalTokens.rotate': 'session',
  'personalTokens.revoke': 'user',
  'personalTokens.adminList': 'admin',
  'personalTokens.adminCounts': 'admin',
  'personalTokens.adminRevoke': 'admin',
  'users.list': 'admin',
  'users.get': 'admin',
  'users.create': 'admin',
  'users.update': 'admin',
  'users.activate': 'admin',
  'users.deactivate': 'admin',
  'users.remove': 'admin',
  'users.resetPassword': 'admin',
  'users.setPassword': 'admin',
  'passwordLinks.get': 'public',
  'passwordLinks.use': 'public',
  'passwordLinks.request': 'public',
  'tokens.list': 'user',
  'tokens.create': 'user',
  'tokens.setTargets': 'user',
  'tokens.rotate': 'user',
  'tokens.revoke': 'user',
  'workspaces.list': 'user',
  'workspaces.events': 'workspace:read',
  'members.list': 'user',
  'members.invite': 'workspace:manage',
  'members.update': 'workspace:manage',
  'members.remove': 'workspace:manage',
  'members.leave': 'user',
  // Which admin is meant, the scope says.
  'audit.list': 'user',
  'devices.list': 'workspace:read',
  'devices.get': 'workspace:read',
  'devices.log': 'workspace:read',
  'devices.pair': 'workspace:write',
  'devices.update': 'workspace:write',
  'devices.remove': 'workspace:write',
  'devices.command': 'workspace:full',
  'devices.commandMany': 'workspace:full',
  'devices.commands': 'workspace:read',
  'devices.screenshot': 'workspace:read',
  'groups.list': 'workspace:read',
  'groups.get': 'workspace:read',
  'groups.create': 'workspace:write',
  'groups.update': 'workspace:write',
  'groups.remove': 'workspace:write',
  'groups.addDevices': 'workspace:write',
  'groups.removeDevice': 'workspace:write',
  'groups.command': 'workspace:full',
  'pip.show': 'workspace:full',
  'pip.clear': 'workspace:full',
  'pip.list': 'workspace:read',
  'pip.get': 'workspace:read',
  'pip.template.list': 'workspace:read',
  'pip.template.get': 'workspace:read',
  'pip.template.create': 'workspace:full',
  'pip.template.update': 'workspace:full',
  'pip.template.remove': 'workspace:full',
  'branding.get': 'member:read',
  'branding.update': 'workspace:manage',
  'branding.setLogo': 'workspace:manage',
  'branding.removeLogo': 'workspace:manage',
  'clients.list': 'member:read',
  'clients.get': 'member:read',
  'clients.create': 'member:write',
  'clients.update': 'member:write',
  'clients.setPassword': 'member:write',
  'clients.files': 'workspace:read',
  'clients.getFile': 'workspace:read',
  'clients.addFile': 'workspace:write',
  'clients.removeFile': 'workspace:write',
  'projects.createPortalLink': 'member:write',
  'projects.portalLinks': 'member:read',
  'projects.revokePortalLink': 'member:write',
  'projects.list': 'workspace:read',
  'projects.get': 'workspace:read',
  'projects.create': 'workspace:write',
  'projects.update': 'workspace:write',
  'projects.remove': 'workspace:write',
  'locations.list': 'workspace:read',
  'locations.get': 'workspace:read',
  'locations.create': 'workspace:write',
  'locations.update': 'workspace:write',
  'locations.remove': 'workspace:write',
  'locations.assignments': 'workspace:read',
  'locations.history': 'workspace:read',
  'locations.levels': 'workspace:read',
  'units.list': 'workspace:read',
  'units.get': 'workspace:read',
  'units.create': 'workspace:write',
  'units.update': 'workspace:write',
  'units.remove': 'workspace:write',
  'units.assign': 'workspace:write',
  'units.move': 'workspace:write',
  'units.unassign': 'workspace:write',
  'units.assignments': 'workspace:read',
  'units.status': 'workspace:read',
  'units.log': 'workspace:read',
  'units.recent': 'workspace:read',
  'units.history': 'workspace:read',
  'demo.screens': 'workspace:full',
  'alerts.list': 'workspace:read',
  'alerts.get': 'workspace:read',
  'alerts.acknowledge': 'workspace:write',
  'alerts.rule.list': 'workspace:read',
  'alerts.rule.get': 'workspace:read',
  'alerts.rule.create': 'workspace:full',
  'alerts.rule.update': 'workspace:full',
  'alerts.rule.remove': 'workspace:full',
  'alerts.rule.dryRun': 'workspace:read',
  'units.live': 'workspace:read',
  'units.push': 'workspace:write',
  'units.startMeasuring': 'workspace:full',
  'units.stopMeasuring': 'workspace:full',
  'playlists.list': 'workspace:read',
  'agency.listPlaylists': 'agency',
  'agency.getPlaylist': 'agency:playlist',
  'settings.get': 'admin',
  'settings.update': 'admin',
  'system.info': 'public',
  'portal.session': 'portal:limited',
  'portal.enterPassword': 'portal:limited',
  'portal.leave': 'portal:limited',
  'portal.overview': 'portal',
  'portal.location': 'portal',
  'portal.recent': 'portal',
  'portal.history': 'portal',
  'portal.alerts': 'portal',
  'pairing.start': 'public',
  'pairing.check': 'public',
  'device.messages': 'device',
  'device.hello': 'device',
  'device.heartbeat': 'device',
  'device.log': 'device',
  'device.overlayEvent': 'device',
  'device.commandResult': 'device',
  'device.screenshot': 'device',
  'device.unpair': 'device',
};

const workspaceId = '018f0000-0000-7000-8000-000000000001';
const elsewhere = '018f0000-0000-7000-8000-000000000002';

function user(
  role: WorkspaceRole | null,
  rest: { via?: 'session' | 'pat'; platformRole?: 'admin' | 'user'; mustChangePassword?: boolean } = {},
): Principal {
  return {
    kind: 'user',
    via: 'session',
    credentialId: 'c',
    tokenName: null,
    expiresAt: null,
    userId: 'u',
    email: 'u@example.com',
    name: 'U',
    platformRole: 'user',
    mustChangePassword: false,
    memberships: role ? [{ workspaceId, name: 'W', role }] : [],
    ...rest,
  };
}

function token(scope: TokenScope, ownerMustChangePassword = false): Principal {
  return {
    kind: 'apiToken',
    tokenId: 't',
    name: 'T',
    scope,
    workspaceId,
    ownerId: 'u',
    ownerEmail: 'u@example.com',
    ownerMustChangePassword,
    expiresAt: null,
  };
}

function portalClient(needsPassword = false): Principal {
  return {
    kind: 'portalClient',
    clientId: 'c',
    linkId: 'l',
    workspaceId,
    isPreview: false,
    needsPassword,
    password: null,
    expiresAt: new Date(Date.now() + 60_000),
  };
}

/** Everybody who can come to a door. All ask for `workspaceId`, or are bound to it. */
const principals = {
  anonymous: anonymous(),
  'refused credentials': anonymous(true),
  admin: user('admin'),
  operator: user('operator'),
  viewer: user('viewer'),
  'admin by personal token': user('admin', { via: 'pat' }),
  'viewer by personal token': user('viewer', { via: 'pat' }),
  'platform admin without membership': user(null, { platformRole: 'admin' }),
  'platform admin by personal token': user(null, { platformRole: 'admin', via: 'pat' }),
  'user without workspace': user(null),
  'member of another workspace': {
    ...user('admin'),
    memberships: [{ workspaceId: elsewhere, name: 'X', role: 'admin' }],
  } as Principal,
  'admin who must change his password': user('admin', { platformRole: 'admin', mustChangePassword: true }),
  'the same by personal token': user('admin', {
    via: 'pat',
    platformRole: 'admin',
    mustChangePassword: true,
  }),
  'his token full': token('full', true),
  'his token agency': token('agency', true),
  'token read': token('read'),
  'token write': token('write'),
  'token full': token('full'),
  'token agency': token('agency'),
  device: { kind: 'device', deviceId: 'd', workspaceId },
  'portal client': portalClient(),
  'portal client without the password': portalClient(true),
  companion: { kind: 'companion', tokenId: 'c' },
} satisfies Record<string, Principal>;
type Who = keyof typeof principals;

const people: Who[] = [
  'admin',
  'operator',
  'viewer',
  'admin by personal token',
  'viewer by personal token',
  'platform admin without membership',
  'platform admin by personal token',
  'user without workspace',
  'member of another workspace',
];
const strangers: Who[] = [
  'platform admin without membership',
  'platform admin by personal token',
  'user without workspace',
  'member of another workspace',
];
const tokens: Who[] = ['token read', 'token write', 'token full', 'token agency'];

/** With a password that somebody else has set. */
const limited: Who[] = ['admin who must change his password', 'the same by personal token'];
const tokensOfLimited: Who[] = ['his token full', 'his token agency'];

type Verdict = 'admitted' | 401 | 403 | 404;

/** Who is somebody is told that it is not for him. */
const agency: Partial<Record<Who, Verdict>> = {
  ...all(
    [
      ...people,
      ...limited,
      ...tokens,
      ...tokensOfLimited,
      'device',
      'portal client',
      'portal client without the password',
      'companion',
    ],
    403,
  ),
  'token agency': 'admitted',
};

/** What each access level answers: 401 where nothing is said. */
const verdicts: Record<Access, Partial<Record<Who, Verdict>>> = {
  public: all(Object.keys(principals) as Who[], 'admitted'),
  user: { ...all(people, 'admitted'), ...all(limited, 403) },
  'user:limited': all([...people, ...limited], 'admitted'),
  session: {
    ...all(limited, 403),
    ...all(people, 'admitted'),
    ...all(['admin by personal token', 'viewer by personal token', 'platform admin by personal token'], 403),
  },
  'session:limited': {
    ...all([...people, ...limited], 'admitted'),
    ...all(
      [
        'admin by personal token',
        'viewer by personal token',
        'platform admin by personal token',
        'the same by personal token',
      ],
      403,
    ),
  },
  admin: {
    ...all([...people, ...limited], 403),
    ...all(['platform admin without membership', 'platform admin by personal token'], 'admitted'),
  },
  'workspace:read': {
    ...all([...limited, ...tokensOfLimited], 403),
    ...all(
      ['admin', 'operator', 'viewer', 'admin by personal token', 'viewer by personal token'],
      'admitted',
    ),
    ...all(strangers, 404),
    ...all(['token read', 'token write', 'token full'], 'admitted'),
    'token agency': 403,
  },
  'workspace:write': {
    ...all([...limited, ...tokensOfLimited], 403),
    ...all(['admin', 'operator', 'admin by personal token', 'token write', 'token full'], 'admitted'),
    ...all(['viewer', 'viewer by personal token', 'token read', 'token agency'], 403),
    ...all(strangers, 404),
  },
  'workspace:full': {
    ...all([...limited, ...tokensOfLimited], 403),
    ...all(['admin', 'operator', 'admin by personal token', 'token full'], 'admitted'),
    ...all(['viewer', 'viewer by personal token', 'token read', 'token write', 'token agency'], 403),
    ...all(strangers, 404),
  },
  'workspace:manage': {
    ...all(limited, 403),
    ...all(['admin', 'admin by personal token'], 'admitted'),
    ...all(['operator', 'viewer', 'viewer by personal token'], 403),
    ...all(strangers, 404),
  },
  'member:read': {
    ...all(limited, 403),
    ...all(
      ['admin', 'operator', 'viewer', 'admin by personal token', 'viewer by personal token'],
      'admitted',
    ),
    ...all(strangers, 404),
  },
  'member:write': {
    ...all(limited, 403),
    ...all(['admin', 'operator', 'admin by personal token'], 'admitted'),
    ...all(['viewer', 'viewer by personal token'], 403),
    ...all(strangers, 404),
  },
  agency,
  // Which playlist is meant is another question.
  'agency:playlist': agency,
  portal: { 'portal client': 'admitted' },
  'portal:limited': all(['portal client', 'portal client without the password'], 'admitted'),
  device: { device: 'admitted' },
  companion: { companion: 'admitted' },
};

function all(who: Who[], verdict: Verdict): Partial<Record<Who, Verdict>> {
  return Object.fromEntries(who.map((one) => [one, verdict]));
}

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

test('every procedure says its access level, and has the one in this table', () => {
  const found = Object.fromEntries(procedures.map(({ path, meta }) => [path, meta?.access]));
  expect(found).toEqual(expected);
});

test('every access level is in the table, and everybody has a verdict', () => {
  for (const level of Object.values(expected)) expect(verdicts).toHaveProperty([level]);
});

/**
 * An input that no schema takes and no check before the schemas looks at: who is let in is told that it is wrong,
 * and nothing is done.
 */
const nonsense = { thereIsNoSuchField: true };

async function verdictOf(call: () => Promise<unknown>): Promise<unknown> {
  try {
    await call();
    return 'admitted';
  } catch (error) {
    if (!(error instanceof TRPCError)) throw error;
    // Past the door, it fails on the input.
    if (error.code === 'BAD_REQUEST') return 'admitted';
    const kind = Object.values(errorTable).find(({ trpc }) => trpc === error.code);
    return kind?.http ?? error.code;
  }
}

describe('who is let in', () => {
  test.each(procedures.filter(({ inputs }) => inputs.length > 0))('$path', async ({ root, path }) => {
    await using api = await createTestApi();
    const base = await api.contextOf();
    const answers: Partial<Record<Who, unknown>> = {};
    for (const [who, principal] of Object.entries(principals) as [Who, Principal][]) {
      const caller = createCallerFactory(root as typeof appRouter)({
        ...base,
        principal,
        workspaceHint: workspaceId,
      });
      const call = path
        .split('.')
        .reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], caller) as (
        input: unknown,
      ) => Promise<unknown>;
      answers[who] = await verdictOf(() => call(nonsense));
    }
    expect(answers).toEqual(fullVerdicts(expected[path]!));
  });

  // Those without an input would act; each of their levels is tried on a procedure of its own below.
  test('procedures without an input are known', () => {
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
    const answers: Partial<Record<Who, unknown>> = {};
    for (const [who, principal] of Object.entries(principals) as [Who, Principal][]) {
      const caller = createCallerFactory(router({ probe }))({
        ...base,
        principal,
        workspaceHint: workspaceId,
      });
      answers[who] = await verdictOf(() => caller.probe());
      // Not even a text that no database keeps gets in where its sender does not.
      if (answers[who] === 'admitted')
        await expect(caller.probe({ text: '\0' })).rejects.toMatchObject({ appCode: 'VALIDATION' });
    }
    expect(answers).toEqual(fullVerdicts(level));
  });
});

test('without a hint a member acts in his first workspace, and one without any is told so', async () => {
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

function fullVerdicts(level: Access): Record<string, Verdict> {
  return Object.fromEntries(Object.keys(principals).map((who) => [who, verdicts[level][who as Who] ?? 401]));
}
