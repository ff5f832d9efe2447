import type {
  ApiTokenPrincipal,
  CompanionPrincipal,
  DevicePrincipal,
  PortalClientPrincipal,
  Principal,
  UserPrincipal,
  WorkspaceRole,
} from '@sitecast/auth';
import { AppError } from './errors.ts';

export type WorkspaceLevel = 'read' | 'write' | 'full' | 'manage';
/** The levels of procedures that only people may call, never an API token. */
export type MemberLevel = Exclude<WorkspaceLevel, 'full' | 'manage'>;

/** Every procedure has exactly one of these as its `meta.access`. */
export type Access =
  | 'public'
  | 'user'
  | 'user:limited'
  | 'session'
  | 'session:limited'
  | 'admin'
  | `workspace:${WorkspaceLevel}`
  | `member:${MemberLevel}`
  | 'agency'
  | 'agency:playlist'
  | 'portal'
  | 'portal:limited'
  | 'device'
  | 'companion';

const ROLES: Record<WorkspaceLevel, WorkspaceRole[]> = {
  read: ['admin', 'operator', 'viewer'],
  write: ['admin', 'operator'],
  full: ['admin', 'operator'],
  manage: ['admin'],
};

const SCOPES: Record<WorkspaceLevel, ApiTokenPrincipal['scope'][]> = {
  read: ['read', 'write', 'full'],
  write: ['write', 'full'],
  full: ['full'],
  manage: [],
};

/** For a principal that this procedure does not accept as a login: 401, whatever its kind. */
function unauthenticated(principal: Principal): AppError {
  return principal.kind === 'anonymous' && !principal.refused
    ? new AppError('UNAUTHENTICATED', 'Log in or send a token.')
    : new AppError('UNAUTHENTICATED', 'Invalid credentials. They may have expired or been revoked.');
}

/** Also accepts a user who has to choose a new password before doing anything else. */
export function requireLimitedUser(principal: Principal): UserPrincipal {
  if (principal.kind !== 'user') throw unauthenticated(principal);
  return principal;
}

export function requireUser(principal: Principal): UserPrincipal {
  const user = requireLimitedUser(principal);
  if (user.mustChangePassword)
    throw new AppError(
      'PASSWORD_CHANGE_REQUIRED',
      'Choose a new password first. Your current one was set for you.',
    );
  return user;
}

export function requireLimitedSession(principal: Principal): UserPrincipal {
  return bySession(requireLimitedUser(principal));
}

export function requireSession(principal: Principal): UserPrincipal {
  return bySession(requireUser(principal));
}

function bySession(user: UserPrincipal): UserPrincipal {
  if (user.via !== 'session')
    throw new AppError(
      'FORBIDDEN',
      'This requires a login session. Personal access tokens are not accepted.',
    );
  return user;
}

export function requireAdmin(principal: Principal): UserPrincipal {
  const user = requireUser(principal);
  if (user.platformRole !== 'admin')
    throw new AppError('FORBIDDEN', 'Only a platform administrator can do this.');
  return user;
}

/**
 * The workspace in which the caller may act at this level. A token has exactly one, and a hint is ignored;
 * a user has the hinted one, or the first when there is no hint.
 */
export function requireWorkspace(principal: Principal, level: WorkspaceLevel, hint: string | null): string {
  if (principal.kind === 'apiToken') {
    if (level === 'manage') throw unauthenticated(principal);
    requireOwner(principal);
    if (SCOPES[level].includes(principal.scope)) return principal.workspaceId;
    throw new AppError(
      'INSUFFICIENT_SCOPE',
      `This requires a token with scope ${SCOPES[level].join(' or ')}. Yours has ${principal.scope}.`,
      { scope: level },
    );
  }
  const { role, workspaceId } = requireMembership(requireUser(principal), hint);
  if (ROLES[level].includes(role)) return workspaceId;
  throw new AppError(
    'FORBIDDEN',
    `This requires the role ${ROLES[level].toReversed().join(' or ')}. Yours is ${role}.`,
  );
}

/** As `requireWorkspace`, for people only: an API token is refused. */
export function requireMember(principal: Principal, level: MemberLevel, hint: string | null): string {
  return requireWorkspace(requireUser(principal), level, hint);
}

/** The user's membership of the hinted workspace; one they are not a member of is not found. */
export function requireMembership(
  user: UserPrincipal,
  hint: string | null,
): UserPrincipal['memberships'][number] {
  const membership =
    hint === null ? user.memberships[0] : user.memberships.find(({ workspaceId }) => workspaceId === hint);
  if (membership) return membership;
  throw hint === null
    ? new AppError('FORBIDDEN', 'You are not a member of any workspace yet. Ask an administrator to add you.')
    : new AppError('NOT_FOUND', 'Workspace not found.');
}

/** A token may do nothing that its owner may not. */
function requireOwner(token: ApiTokenPrincipal): void {
  if (token.ownerMustChangePassword)
    throw new AppError(
      'PASSWORD_CHANGE_REQUIRED',
      'The owner of this token must choose a new password first.',
    );
}

/** A known principal that is not an agency gets a 403. */
export function requireAgency(principal: Principal): ApiTokenPrincipal {
  if (principal.kind === 'anonymous') throw unauthenticated(principal);
  if (principal.kind !== 'apiToken')
    throw new AppError('FORBIDDEN', 'This requires a token with scope agency.');
  requireOwner(principal);
  if (principal.scope === 'agency') return principal;
  throw new AppError(
    'INSUFFICIENT_SCOPE',
    `This requires a token with scope agency. Yours has ${principal.scope}.`,
    { scope: 'agency' },
  );
}

export function requireDevice(principal: Principal): DevicePrincipal {
  if (principal.kind !== 'device') throw unauthenticated(principal);
  return principal;
}

/** Also accepts a client that still has to enter the portal's password. */
export function requireLimitedPortalClient(principal: Principal): PortalClientPrincipal {
  if (principal.kind === 'portalClient') return principal;
  throw new AppError('UNAUTHENTICATED', 'Open your portal link.');
}

export function requirePortalClient(principal: Principal): PortalClientPrincipal {
  const client = requireLimitedPortalClient(principal);
  if (client.needsPassword)
    throw new AppError('PORTAL_PASSWORD_REQUIRED', 'Enter the password for this portal.');
  return client;
}

export function requireCompanion(principal: Principal): CompanionPrincipal {
  if (principal.kind !== 'companion') throw unauthenticated(principal);
  return principal;
}
