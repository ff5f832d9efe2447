import type { Principal } from '@sitecast/auth';
import type { Prisma } from '@sitecast/db';
import { uuidv7 } from 'uuidv7';
import type { Context } from './context.ts';

/** Who did something, as the audit log and an overlay's history keep it. */
export interface Actor {
  kind: 'user' | 'apiToken' | 'device' | 'system' | 'anonymous';
  id: string | null;
  label: string;
}

export function actorOf(principal: Principal): Actor {
  switch (principal.kind) {
    case 'user':
      return { kind: 'user', id: principal.userId, label: principal.email };
    case 'apiToken':
      // It acts for its owner, who is found by his address.
      return {
        kind: 'apiToken',
        id: principal.tokenId,
        label: `${principal.ownerEmail} (${principal.name})`,
      };
    case 'device':
      return { kind: 'device', id: principal.deviceId, label: principal.deviceId };
    case 'system':
      return { kind: 'system', id: null, label: principal.label };
    default:
      return { kind: 'anonymous', id: null, label: 'anonymous' };
  }
}

/** What happened to what. `details` never holds a password, a token or a link's secret. */
export interface Deed {
  action: string;
  resource: { kind: string; id: string | null };
  workspaceId?: string;
  details?: Prisma.InputJsonObject;
  /** When the caller isn't who did it: at a login the principal is still anonymous. */
  actor?: Actor;
}

/** The audit row of a deed: create it in the transaction that writes the change. */
export function auditRow(
  ctx: Pick<Context, 'principal' | 'ip' | 'now'>,
  deed: Deed,
): Prisma.AuditEventCreateManyInput {
  const actor = deed.actor ?? actorOf(ctx.principal);
  return {
    id: uuidv7(),
    at: ctx.now(),
    actorKind: actor.kind,
    actorId: actor.id,
    actorLabel: actor.label,
    action: deed.action,
    resourceKind: deed.resource.kind,
    resourceId: deed.resource.id,
    workspaceId: deed.workspaceId,
    ip: ctx.ip,
    details: deed.details,
  };
}
