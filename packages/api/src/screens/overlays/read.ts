import type { Prisma } from '@sitecast/db';
import { OverlayPayload } from '@sitecast/protocol/overlay-payload';
import type { DeliveryStatus } from '@sitecast/protocol/workspace-events';
import type { WorkspaceContext } from '../../core/context.ts';
import { AppError } from '../../core/errors.ts';
import { keyset, toPage } from '../../core/page.ts';
import { SHOWING, showingAt } from './delivery.ts';
import type {
  Delivery,
  ListOverlays,
  Overlay,
  OverlayPage,
  OverlayWithDeliveries,
  TargetKind,
} from './schema.ts';
import { resolveTarget } from './target.ts';

/** Newest first. Overlays sent to a group are also listed for each of its screens. @throws AppError NOT_FOUND for a target of another workspace */
export async function listOverlays(
  ctx: WorkspaceContext,
  { deviceId, active, ...page }: ListOverlays,
): Promise<OverlayPage> {
  const now = ctx.now();
  const target = deviceId === undefined ? undefined : await resolveTarget(ctx, deviceId);
  // For a screen, whether it shows there; for a group, on any screen.
  const on = target?.kind === 'device' ? target.id : undefined;
  const { after, ...range } = keyset(page, 'desc');
  const rows = await ctx.db.overlay.findMany({
    where: {
      workspaceId: ctx.workspaceId,
      ...after,
      AND: [
        deviceId === undefined
          ? {}
          : { OR: [{ targetId: deviceId }, { deliveries: { some: { deviceId } } }] },
        active === undefined ? {} : active ? activeAt(now, on) : { NOT: activeAt(now, on) },
      ],
    },
    ...range,
    select: overlayFields,
  });
  const showing = await ctx.db.overlayDelivery.groupBy({
    by: ['overlayId'],
    where: { overlayId: { in: rows.map(({ id }) => id) }, ...showingAt(now) },
  });
  const activeIds = new Set(showing.map(({ overlayId }) => overlayId));
  return toPage(rows, page.limit, (row) => toOverlay(row, activeIds.has(row.id)));
}

/** One overlay with its deliveries. @throws AppError NOT_FOUND */
export async function getOverlay(ctx: WorkspaceContext, pipId: string): Promise<OverlayWithDeliveries> {
  const now = ctx.now();
  const row = await ctx.db.overlay.findFirst({
    where: { id: pipId, workspaceId: ctx.workspaceId },
    select: { ...overlayFields, deliveries: { select: deliveryFields, orderBy: { deviceId: 'asc' } } },
  });
  if (!row) throw new AppError('NOT_FOUND', 'Overlay not found in this workspace.');
  const deliveries = row.deliveries.map((delivery) => toDelivery(delivery, now));
  const active = deliveries.some(({ status }) => SHOWING.includes(status));
  return { ...toOverlay(row, active), deliveries };
}

/** A screen (or this one) should be showing it, or will if it returns before the deadline. */
function activeAt(now: Date, deviceId: string | undefined): Prisma.OverlayWhereInput {
  return { deliveries: { some: { ...showingAt(now), deviceId } } };
}

const overlayFields = {
  id: true,
  targetKind: true,
  targetId: true,
  payload: true,
  createdAt: true,
  createdByLabel: true,
  expiresAt: true,
  clearedAt: true,
} satisfies Prisma.OverlaySelect;

const deliveryFields = {
  deviceId: true,
  status: true,
  at: true,
  detail: true,
  queuedUntil: true,
  expiresAt: true,
  device: { select: { name: true } },
} satisfies Prisma.OverlayDeliverySelect;

function toOverlay(
  row: Prisma.OverlayGetPayload<{ select: typeof overlayFields }>,
  active: boolean,
): Overlay {
  return {
    pipId: row.id,
    target: row.targetKind as TargetKind,
    targetId: row.targetId,
    payload: OverlayPayload.parse(row.payload),
    createdAt: row.createdAt.toISOString(),
    createdBy: row.createdByLabel,
    expiresAt: row.expiresAt?.toISOString() ?? null,
    clearedAt: row.clearedAt?.toISOString() ?? null,
    active,
  };
}

/** A screen that was offline when the overlay expired could not report it, so the deadline decides. */
function toDelivery(
  row: Prisma.OverlayDeliveryGetPayload<{ select: typeof deliveryFields }>,
  now: Date,
): Delivery {
  const deadline = SHOWING.includes(row.status) ? (row.queuedUntil ?? row.expiresAt) : null;
  const hasExpired = deadline !== null && deadline <= now;
  return {
    deviceId: row.deviceId,
    name: row.device.name,
    status: hasExpired ? 'expired' : (row.status as DeliveryStatus),
    at: (hasExpired ? deadline : row.at).toISOString(),
    detail: row.detail,
  };
}
