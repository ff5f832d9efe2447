import { type Database, groupCommit, insertRow, Prisma } from '@sitecast/db';
import type { PipShow } from '@sitecast/protocol/messages';
import { type OverlayPayload, toMessageFields } from '@sitecast/protocol/overlay-payload';
import { uuidv7 } from 'uuidv7';
import { actorOf, auditEntry } from '../../core/audit.ts';
import type { WorkspaceActor } from '../../core/context.ts';
import { consume } from '../../core/throttles.ts';
import { deliver } from '../devices/deliver.ts';
import type { ShowOverlay, ShowResult } from './schema.ts';
import { giveWay, settle } from './settle.ts';
import { resolveTarget, type Target } from './target.ts';
import { payloadOf } from './template-payload.ts';

/**
 * Shows an overlay on a screen or on every screen of a group. It is stored before it is sent, so that a screen that
 * reloads in between finds it in its snapshot.
 *
 * @throws AppError NOT_FOUND if the target or template is not in this workspace; VALIDATION if the values do not match
 *   the template; TOO_MANY_REQUESTS above 120 a minute
 */
export async function showOverlay(
  ctx: WorkspaceActor,
  { deviceId, queueFor, ...content }: ShowOverlay,
): Promise<ShowResult> {
  return sendOverlay(ctx, { deviceId, queueFor, payload: await payloadOf(ctx, content) });
}

/** Shows a complete payload, without a template. @throws AppError as `showOverlay` */
export async function sendOverlay(
  ctx: WorkspaceActor,
  { deviceId, queueFor, payload }: { deviceId: string; queueFor: number; payload: OverlayPayload },
): Promise<ShowResult> {
  await consume(
    ctx.throttles.overlays,
    ctx.workspaceId,
    'At most 120 overlays a minute can be sent in a workspace.',
  );
  const target = await resolveTarget(ctx, deviceId);
  const pipId = uuidv7();
  await store(ctx, pipId, target, payload);

  const reached = await deliver(
    ctx,
    target.devices.map(({ id }) => id),
    toMessage(pipId, payload),
  );
  await Promise.all([
    settle(ctx, pipId, target, payload.slot, queueFor, reached),
    giveWay(ctx, pipId, target, payload.slot, queueFor, reached),
  ]);
  ctx.events.publish(ctx.workspaceId, { event: 'overlay', change: 'shown', pipId });

  const missed = queueFor > 0 ? 'queued' : 'offline';
  const total = target.devices.length;
  return {
    success: true,
    pipId,
    target: target.kind,
    sent: reached.size,
    offline: missed === 'offline' ? total - reached.size : 0,
    queued: missed === 'queued' ? total - reached.size : 0,
    total,
    results: target.devices.map(({ id, name }) => ({
      deviceId: id,
      name,
      status: reached.has(id) ? 'sent' : missed,
    })),
  };
}

/**
 * The message to screens.
 * @param duration the remaining seconds, if the overlay has already started
 */
export function toMessage(pipId: string, payload: OverlayPayload, duration = payload.duration): PipShow {
  return { event: 'device:pip-show', pip_id: pipId, ...toMessageFields({ ...payload, duration }) };
}

/** Stores overlay, deliveries and audit entry in one transaction. Deliveries start as `sent`; `settle` corrects those that were missed. */
async function store(
  ctx: WorkspaceActor,
  pipId: string,
  target: Target,
  payload: OverlayPayload,
): Promise<void> {
  const { db, workspaceId } = ctx;
  const now = ctx.now();
  const by = actorOf(ctx.principal);
  const overlay: Prisma.OverlayCreateManyInput = {
    id: pipId,
    workspaceId,
    targetKind: target.kind,
    targetId: target.id,
    payload,
    slot: payload.slot,
    createdAt: now,
    createdByKind: by.kind,
    createdById: by.id,
    createdByLabel: by.label,
    expiresAt: payload.duration > 0 ? new Date(now.getTime() + payload.duration * 1000) : null,
  };
  const details = { pipId, type: payload.type, uri: payload.uri, slot: payload.slot };
  const entry = auditEntry(ctx, 'pip.show', { kind: target.kind, id: target.id }, details);
  await groupCommit(db, () => [
    insertRow(db, 'Overlay', overlay),
    insertDeliveries(db, pipId, target),
    insertRow(db, 'AuditEvent', entry),
  ]);
}

/** One statement for any number of screens: the database joins the group's members, several times faster than listing ids. */
function insertDeliveries(db: Database, pipId: string, { kind, id }: Target) {
  const members =
    kind === 'device'
      ? Prisma.sql`d."id" = ${id}`
      : Prisma.sql`d."id" IN (SELECT m."deviceId" FROM "DeviceGroupMember" m WHERE m."groupId" = ${id})`;
  return db.$executeRaw`
    INSERT INTO "OverlayDelivery" ("overlayId", "deviceId", "showingOn", "slot", "status", "at", "expiresAt")
    SELECT o."id", d."id", d."id", o."slot", 'sent', o."createdAt", o."expiresAt"
    FROM "Overlay" o
    JOIN "Device" d ON d."workspaceId" = o."workspaceId" AND d."removedAt" IS NULL AND ${members}
    WHERE o."id" = ${pipId}`;
}
