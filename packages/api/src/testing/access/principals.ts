import { anonymous, type Principal, type TokenScope, type WorkspaceRole } from '@sitecast/auth';

/** The workspace that every principal selects or is bound to. */
export const workspaceId = '018f0000-0000-7000-8000-000000000001';
export const elsewhere = '018f0000-0000-7000-8000-000000000002';

export function user(
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

/** Every kind of caller, by name. */
export const principals = {
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
  'admin who must change their password': user('admin', { platformRole: 'admin', mustChangePassword: true }),
  'the same by personal token': user('admin', {
    via: 'pat',
    platformRole: 'admin',
    mustChangePassword: true,
  }),
  'their token full': token('full', true),
  'their token agency': token('agency', true),
  'token read': token('read'),
  'token write': token('write'),
  'token full': token('full'),
  'token agency': token('agency'),
  device: { kind: 'device', deviceId: 'd', workspaceId },
  'portal client': portalClient(),
  'portal client without the password': portalClient(true),
  companion: { kind: 'companion', tokenId: 'c' },
} satisfies Record<string, Principal>;
export type PrincipalName = keyof typeof principals;
