import type { Transaction } from '@sitecast/db';
import type { Infrastructure } from '../../core/context.ts';
import { deliver } from '../devices/deliver.ts';
import { showingAt } from './delivery.ts';

/** The screens that should be showing an overlay, by overlay id. */
export type ScreensByOverlay = ReadonlyMap<string, string[]>;

/** Where overlays sent to a group still show, including screens that have since left it. */
export async function findGroupOverlays(
  db: Transaction,
  at: Date,
  groupId: string,
  { pipId, except = [] }: { pipId?: string; except?: string[] } = {},
): Promise<ScreensByOverlay> {
  const rows = await db.overlayDelivery.findMany({
    where: { ...showingAt(at), overlayId: pipId, overlay: { targetKind: 'group', targetId: groupId } },
    select: { overlayId: true, deviceId: true },
  });
  const skipped = new Set(except);
  const screens = new Map<string, string[]>();
  for (const { overlayId, deviceId } of rows) {
    if (skipped.has(deviceId)) continue;
    screens.set(overlayId, [...(screens.get(overlayId) ?? []), deviceId]);
  }
  return screens;
}

/** The statements that mark these deliveries as cleared. */
export function closeWithdrawn(db: Transaction, at: Date, screens: ScreensByOverlay) {
  return [...screens].map(([overlayId, deviceIds]) =>
    db.overlayDelivery.updateMany({
      where: { ...showingAt(at), overlayId, deviceId: { in: deviceIds } },
      data: { status: 'cleared', showingOn: null, at },
    }),
  );
}

/** The statement that closes those of the overlays that no longer show anywhere. */
export function closeCleared(db: Transaction, at: Date, overlayIds: string[]) {
  return db.overlay.updateMany({
    where: { id: { in: overlayIds }, clearedAt: null, deliveries: { none: showingAt(at) } },
    data: { clearedAt: at },
  });
}

/** Clears the overlays on the screens, after their deliveries were updated. */
export async function notifyWithdrawn(ctx: Infrastructure, screens: ScreensByOverlay): Promise<void> {
  await Promise.all(
    [...screens].map(([pipId, deviceIds]) =>
      deliver(ctx, deviceIds, { event: 'device:pip-clear', pip_id: pipId }),
    ),
  );
}
