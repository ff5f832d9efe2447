import { type Database, insertRow, Prisma } from '@sitecast/db';
import type { PipShow } from '@sitecast/realtime/messages';
import { uuidv7 } from 'uuidv7';
import { actorOf, auditRow } from '../audit/service.ts';
import type { Context, WorkspaceContext } from '../context.ts';
import { consume } from '../throttles.ts';
import { deliver, showingAt } from './delivery.ts';
import type { OverlayPayload, ShowOverlay, ShowResult } from './schema.ts';
import { resolveTarget, type Target } from './target.ts';

/**
 * Shows an overlay on a screen or on every screen of a group. It is stored before it is sent, so that a screen
 * which reloads a moment later finds it in its snapshot.
 *
 * @throws AppError NOT_FOUND when the target is not in this workspace, TOO_MANY_REQUESTS above 120 a minute
 */
export async function showOverlay(
  ctx: WorkspaceContext,
  { deviceId, queueFor, ...payload }: ShowOverlay,
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
    giveWay(ctx, pipId, target, payload.slot, reached),
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

/** The message to the screens. `duration` is what remains of it, in seconds, when it doesn't begin now. */
export function toMessage(pipId: string, payload: OverlayPayload, duration = payload.duration): PipShow {
  return {
    event: 'device:pip-show',
    pip_id: pipId,
    type: payload.type,
    uri: payload.uri,
    position: payload.position,
    width: payload.width,
    height: payload.height,
    duration,
    title: payload.title,
    title_color: payload.titleColor,
    background_color: payload.backgroundColor,
    opacity: payload.opacity,
    border_radius: payload.borderRadius,
    close_button: payload.closeButton,
    slot: payload.slot,
    priority: payload.priority,
    exclusive: payload.exclusive,
    muted: payload.muted,
  };
}

/** Overlay, deliveries and audit in one transaction; every delivery begins as `sent`, and who missed it is noted after. */
async function store(
  ctx: WorkspaceContext,
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
  const audit = auditRow(ctx, {
    action: 'pip.show',
    resource: { kind: target.kind, id: target.id },
    workspaceId,
    details: { pipId, type: payload.type, uri: payload.uri, slot: payload.slot },
  });
  await db.$transaction([
    insertRow(db, 'Overlay', overlay),
    insertDeliveries(db, pipId, target),
    insertRow(db, 'AuditEvent', audit),
  ]);
}

/** One statement, however many screens: the database takes their rows from the group, several times faster than by name. */
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

/** Notes who missed it, and that it has taken the place of what stood in its slot on the others. */
async function settle(
  { db, now }: WorkspaceContext,
  pipId: string,
  { devices }: Target,
  slot: string,
  queueFor: number,
  reached: ReadonlySet<string>,
): Promise<void> {
  const at = now();
  const missed = devices.flatMap(({ id }) => (reached.has(id) ? [] : [id]));
  const due = queueFor > 0 ? devices.map(({ id }) => id) : [...reached];
  const miss =
    queueFor > 0
      ? { status: 'queued', queuedUntil: new Date(at.getTime() + queueFor * 1000) }
      : { status: 'offline', showingOn: null };
  await db.$transaction([
    ...(missed.length > 0
      ? [
          db.overlayDelivery.updateMany({
            where: { overlayId: pipId, deviceId: { in: missed }, status: 'sent' },
            data: { ...miss, at },
          }),
        ]
      : []),
    ...(due.length > 0
      ? [
          db.overlayDelivery.updateMany({
            // Older ones only: ids are in order of time, and of two at once the later one must stand.
            where: { ...showingAt(at), showingOn: { in: due }, slot, overlayId: { lt: pipId } },
            data: { status: 'cleared', detail: 'replaced', showingOn: null, at },
          }),
        ]
      : []),
  ]);
}

/**
 * Gives way to what came while the overlay was being sent: a clear that may have reached a screen first, and a later
 * overlay in its slot that was settled before this one was stored.
 */
async function giveWay(
  ctx: Context,
  pipId: string,
  { devices }: Target,
  slot: string,
  reached: ReadonlySet<string>,
): Promise<void> {
  const { db } = ctx;
  const at = ctx.now();
  const onTarget = { in: devices.map(({ id }) => id) };
  const inBetween = await db.overlayDelivery.findMany({
    where: {
      OR: [
        { overlayId: pipId, status: 'cleared' },
        { ...showingAt(at), showingOn: onTarget, slot, overlayId: { gt: pipId } },
      ],
    },
    select: { overlayId: true, deviceId: true },
  });
  if (inBetween.length === 0) return;
  const replaced = inBetween.filter(({ overlayId }) => overlayId !== pipId);
  await db.overlayDelivery.updateMany({
    where: { overlayId: pipId, showingOn: { in: replaced.map(({ deviceId }) => deviceId) } },
    data: { status: 'cleared', detail: 'replaced', showingOn: null, at },
  });
  const gone = new Set(inBetween.map(({ deviceId }) => deviceId).filter((id) => reached.has(id)));
  await deliver(ctx, [...gone], { event: 'device:pip-clear', pip_id: pipId });
}
