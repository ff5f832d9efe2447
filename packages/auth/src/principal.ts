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
  /** ID of the session or personal token row. */
  credentialId: string;
  /** The personal token's name; null for a session. */
  tokenName: string | null;
  expiresAt: Date | null;
  userId: string;
  email: string;
  name: string;
  platformRole: 'admin' | 'user';
  /** Someone else set the password: the user may do nothing but change it. */
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
  /** Someone else set the owner's password: their tokens are blocked until they change it. */
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
  /** An operator previewing the portal. */
  isPreview: boolean;
  /** The client has a password that was not entered yet: nothing else is allowed. */
  needsPassword: boolean;
  /** When the entered password had been set, in ms since the epoch; null if none was entered. */
  password: number | null;
  expiresAt: Date;
}

export interface CompanionPrincipal {
  kind: 'companion';
  tokenId: string;
}

/** The server acting on its own, such as an alert showing an overlay. Not reachable with any credential. */
export interface SystemPrincipal {
  kind: 'system';
  /** Name of the component, for the audit log. */
  label: string;
}

export interface AnonymousPrincipal {
  kind: 'anonymous';
  /** True if a credential was presented and rejected, rather than none at all. */
  refused: boolean;
}

/** Who makes a request. Created by `identify` from its credentials. */
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
 * The keys whose revocation affects a principal, as `<kind of revocation>:<id>`. It is then dropped from the cache and
 * its sockets are closed; `rights` only means that its roles may have changed.
 */
export function revocationKeysOf(principal: Principal): string[] {
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

/** The effect of revoked `keys` (see `revocationKeysOf`) on a principal; null if it is not affected. */
export function effectOn(principal: Principal, keys: ReadonlySet<string>): 'ended' | 'changed' | null {
  const hit = revocationKeysOf(principal).filter((key) => keys.has(key));
  if (hit.length === 0) return null;
  return hit.every((key) => key.startsWith('rights:')) ? 'changed' : 'ended';
}

/** A short key for a principal, for counting its sockets and requests. */
export function principalKey(principal: Principal, ip: string): string {
  switch (principal.kind) {
    case 'user':
      return `user:${principal.userId}`;
    case 'apiToken':
      return `apiToken:${principal.tokenId}`;
    case 'device':
      return `device:${principal.deviceId}`;
    case 'portalClient':
      // People share a link, so each address counts separately.
      return `portalClient:${principal.linkId}:${ip}`;
    case 'companion':
      return `companion:${principal.tokenId}`;
    case 'system':
      return `system:${principal.label}`;
    case 'anonymous':
      return `anonymous:${ip}`;
  }
}
