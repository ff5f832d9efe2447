import type { Principal } from '@sitecast/auth';
import type { Prisma, Transaction } from '@sitecast/db';
import { uuidv7 } from 'uuidv7';
import type { Caller } from './scope.ts';

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
      // A token acts for its owner, who is known by their e-mail address.
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

/** What an entry keeps of its surroundings: any context will do. */
export interface AuditContext extends Caller {
  /** The workspace whose audit log has the entry; without one it is in the installation's only. */
  workspaceId?: string;
  /** Instead of the principal: during a login the principal is still anonymous. */
  actor?: Actor;
}

/** What was changed: its kind, such as `project`, and its id. */
export interface Resource {
  kind: string;
  id: string | null;
}

/**
 * Adds an entry to the audit log, in the transaction that writes the change.
 *
 * @param action such as `project.update`
 * @param details never a password, a token or the secret of a link
 */
export function audit(
  ctx: AuditContext,
  tx: Transaction,
  action: string,
  resource: Resource,
  details?: Prisma.InputJsonObject,
): Prisma.PrismaPromise<unknown> {
  return tx.auditEvent.createMany({ data: auditEntry(ctx, action, resource, details) });
}

/** The row that `audit` writes, for statements of one's own. */
export function auditEntry(
  { principal, ip, now, workspaceId, actor = actorOf(principal) }: AuditContext,
  action: string,
  resource: Resource,
  details?: Prisma.InputJsonObject,
): Prisma.AuditEventCreateManyInput {
  return {
    id: uuidv7(),
    at: now(),
    actorKind: actor.kind,
    actorId: actor.id,
    actorLabel: actor.label,
    action,
    resourceKind: resource.kind,
    resourceId: resource.id,
    workspaceId,
    ip,
    details,
  };
}
