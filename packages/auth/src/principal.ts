import type { TokenScope, WorkspaceRole } from './scopes.ts';

export * from './scopes.ts';

export interface Membership {
  workspaceId: string;
  name: string;
  role: WorkspaceRole;
}

export interface UserPrincipal {
  kind: 'user';
  via: 'session' | 'pat';
  /** The session's or the personal token's row. */
  credentialId: string;
  /** The personal token's name; null for a session. */
  tokenName: string | null;
  expiresAt: Date | null;
  userId: string;
  email: string;
  name: string;
  platformRole: 'admin' | 'user';
  /** Somebody else has set the password: all this user may do is choose another. */
  mustChangePassword: boolean;
  memberships: Membership[];
}

export interface ApiTokenPrincipal {
  kind: 'apiToken';
  tokenId: string;
  name: string;
  scope: TokenScope;
  workspaceId: string;
  ownerId: string;
  ownerEmail: string;
  /** Somebody else has set the owner's password: until he has chosen another, his tokens may do nothing. */
  ownerMustChangePassword: boolean;
  expiresAt: Date | null;
}

export interface DevicePrincipal {
  kind: 'device';
  deviceId: string;
  workspaceId: string;
}

export interface PortalClientPrincipal {
  kind: 'portalClient';
  clientId: string;
  linkId: string;
}

export interface CompanionPrincipal {
  kind: 'companion';
  tokenId: string;
}

export interface AnonymousPrincipal {
  kind: 'anonymous';
  /** True when a credential was presented and refused, as against none at all. */
  refused: boolean;
}

/** Who is asking. `identify` makes one of these from what a request carries; nothing else does. */
export type Principal =
  | UserPrincipal
  | ApiTokenPrincipal
  | DevicePrincipal
  | PortalClientPrincipal
  | CompanionPrincipal
  | AnonymousPrincipal;

export function anonymous(refused = false): AnonymousPrincipal {
  return { kind: 'anonymous', refused };
}

/**
 * What a principal lives on. When one of these is revoked, the principal is dead: it is dropped from the cache
 * and its sockets are closed; `rights` only says that it may have become another. Form: `<kind of revocation>:<id>`.
 */
export function livesOn(principal: Principal): string[] {
  switch (principal.kind) {
    case 'user':
      return [
        `user:${principal.userId}`,
        rightsKey(principal.userId),
        `${principal.via === 'session' ? 'session' : 'personalToken'}:${principal.credentialId}`,
      ];
    case 'apiToken':
      return [`user:${principal.ownerId}`, rightsKey(principal.ownerId), `apiToken:${principal.tokenId}`];
    case 'device':
      return [`device:${principal.deviceId}`];
    case 'portalClient':
    case 'companion':
    case 'anonymous':
      return [];
  }
}

function rightsKey(userId: string): string {
  return `rights:${userId}`;
}

/** Whether one of `keys`, in the form of `livesOn`, ends the principal, or may just have changed it; else null. */
export function effectOn(principal: Principal, keys: ReadonlySet<string>): 'ended' | 'changed' | null {
  const hit = livesOn(principal).filter((key) => keys.has(key));
  if (hit.length === 0) return null;
  return hit.every((key) => key.startsWith('rights:')) ? 'changed' : 'ended';
}

/** One short text for a principal: to count sockets and requests by. */
export function principalKey(principal: Principal, ip: string): string {
  switch (principal.kind) {
    case 'user':
      return `user:${principal.userId}`;
    case 'apiToken':
      return `apiToken:${principal.tokenId}`;
    case 'device':
      return `device:${principal.deviceId}`;
    case 'portalClient':
      return `portalClient:${principal.clientId}`;
    case 'companion':
      return `companion:${principal.tokenId}`;
    case 'anonymous':
      return `anonymous:${ip}`;
  }
}
