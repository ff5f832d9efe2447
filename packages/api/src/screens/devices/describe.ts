import type { Prisma } from '@sitecast/db';
import type { Orientation } from '@sitecast/protocol/messages';
import { OverlayPayload } from '@sitecast/protocol/overlay-payload';
import type { Context } from '../../core/context.ts';
import { showingAt } from '../overlays/delivery.ts';
import { isOnline } from './presence.ts';
import { type Device, DeviceInfo } from './schema.ts';

export const deviceFields = {
  id: true,
  name: true,
  notes: true,
  orientation: true,
  timezone: true,
  connectionId: true,
  lastSeenAt: true,
  createdAt: true,
  info: true,
  groups: { select: { group: { select: { id: true, name: true } } }, orderBy: { groupId: 'asc' } },
  screenshot: { select: { takenAt: true } },
} satisfies Prisma.DeviceSelect;

type DeviceRow = Prisma.DeviceGetPayload<{ select: typeof deviceFields }>;
type Showing = Device['showing'];

/** Built once: building it for each row took half the time of a list. */
const StoredInfo = DeviceInfo.nullable().catch(null);

export async function toDevice(ctx: Context, row: DeviceRow): Promise<Device> {
  const [device] = await toDevices(ctx, [row]);
  return device!;
}

/** Converts rows to API devices, including the overlays on each screen. */
export async function toDevices(ctx: Context, rows: DeviceRow[]): Promise<Device[]> {
  const now = ctx.now();
  const showing = await showingOn(
    ctx,
    now,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => {
    const online = isOnline(row, now);
    const info = StoredInfo.parse(row.info);
    return {
      id: row.id,
      name: row.name,
      notes: row.notes,
      orientation: row.orientation as Orientation,
      timezone: row.timezone,
      online,
      status: online ? 'online' : row.lastSeenAt ? 'offline' : 'never',
      lastSeenAt: row.lastSeenAt?.toISOString() ?? null,
      createdAt: row.createdAt.toISOString(),
      // Prisma loads relations by a separate query: a group removed in between is null.
      groups: row.groups.flatMap(({ group }) => group ?? []),
      showing: showing.get(row.id) ?? [],
      screenshotAt: row.screenshot?.takenAt.toISOString() ?? null,
      engine: info && engineOf(info.userAgent),
      info,
    };
  });
}

async function showingOn({ db }: Context, now: Date, deviceIds: string[]): Promise<Map<string, Showing>> {
  const rows = await db.overlayDelivery.findMany({
    // Queued overlays are not on the screen yet.
    where: { ...showingAt(now), showingOn: { in: deviceIds }, status: { in: ['sent', 'shown'] } },
    orderBy: { overlayId: 'asc' },
    select: { overlayId: true, deviceId: true, overlay: { select: { payload: true } } },
  });
  const showing = new Map<string, Showing>();
  for (const { overlayId: pipId, deviceId, overlay } of rows) {
    const { type, title = null, uri } = OverlayPayload.parse(overlay.payload);
    showing.set(deviceId, [...(showing.get(deviceId) ?? []), { pipId, type, title, uri }]);
  }
  return showing;
}

/** The web engine and its major version, whatever the browser's brand, such as `Chromium 63`. */
function engineOf(userAgent: string): string | null {
  const found = /\b(?:Headless)?(Chrom(?:e|ium)|Firefox)\/(\d+)/.exec(userAgent);
  if (found) return `${found[1] === 'Firefox' ? 'Firefox' : 'Chromium'} ${found[2]}`;
  const safari = /\bVersion\/(\d+)[\d.]* .*\bSafari\//.exec(userAgent);
  return safari ? `Safari ${safari[1]}` : null;
}
