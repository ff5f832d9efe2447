import type { Transaction } from '@sitecast/db';
import type { Infrastructure } from '../../core/context.ts';
import { deliver } from '../devices/deliver.ts';
import { showingAt } from './delivery.ts';

/** Overlay → the screens that should be showing it. */
export type Standing = ReadonlyMap<string, string[]>;

/** Where overlays that were sent to a group still stand: also on screens that have left it since. */
export async function standingOfGroup(
  db: Transaction,
  at: Date,
  groupId: string,
  { pipId, except = [] }: { pipId?: string; except?: string[] } = {},
): Promise<Standing> {
  const rows = await db.overlayDelivery.findMany({
    where: { ...showingAt(at), overlayId: pipId, overlay: { targetKind: 'group', targetId: groupId } },
    select: { overlayId: true, deviceId: true },
  });
  const skipped = new Set(except);
  const standing = new Map<string, string[]>();
  for (const { overlayId, deviceId } of rows) {
    if (skipped.has(deviceId)) continue;
    standing.set(overlayId, [...(standing.get(overlayId) ?? []), deviceId]);
  }
  return standing;
}

/** The statements that note it as cleared. */
export function noteWithdrawn(db: Transaction, at: Date, standing: Standing) {
  return [...standing].map(([overlayId, deviceIds]) =>
    db.overlayDelivery.updateMany({
      where: { ...showingAt(at), overlayId, deviceId: { in: deviceIds } },
      data: { status: 'cleared', showingOn: null, at },
    }),
  );
}

/** The statement that closes those of the overlays that stand nowhere any more. */
export function noteCleared(db: Transaction, at: Date, overlayIds: string[]) {
  return db.overlay.updateMany({
    where: { id: { in: overlayIds }, clearedAt: null, deliveries: { none: showingAt(at) } },
    data: { clearedAt: at },
  });
}

/** Tells the screens, once it is noted. */
export async function tellWithdrawn(ctx: Infrastructure, standing: Standing): Promise<void> {
  await Promise.all(
    [...standing].map(([pipId, deviceIds]) =>
      deliver(ctx, deviceIds, { event: 'device:pip-clear', pip_id: pipId }),
    ),
  );
}
