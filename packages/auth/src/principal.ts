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
  workspaceId: string;
  /** An operator who looks at what the client sees. */
  isPreview: boolean;
  /** The client has a password that this browser has not given yet: all it may do is give it. */
  needsPassword: boolean;
  /** When the password that this browser has given had been set, ms; null: it has given none. */
  password: number | null;
  expiresAt: Date;
}

export interface CompanionPrincipal {
  kind: 'companion';
  tokenId: string;
}

/** The server itself, which nobody asked: an alert that shows an overlay. No credential leads to it. */
export interface SystemPrincipal {
  kind: 'system';
  /** As which part of it the audit log names it. */
  label: string;
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
  | SystemPrincipal
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
      return [`client:${principal.clientId}`, `portalLink:${principal.linkId}`];
    case 'companion':
    case 'system':
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
      // A link goes round in a firm: whoever opens it somewhere else is somebody else.
      return `portalClient:${principal.linkId}:${ip}`;
    case 'companion':
      return `companion:${principal.tokenId}`;
    case 'system':
      return `system:${principal.label}`;
    case 'anonymous':
      return `anonymous:${ip}`;
  }
}
