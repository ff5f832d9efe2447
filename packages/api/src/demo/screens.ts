import { createHmac } from 'node:crypto';
import type { WorkspaceContext } from '../core/context.ts';
import type { DemoScreens } from './schema.ts';
import { readState } from './state.ts';

/** The demo's screens in this workspace; none when the demo is in another, or when they have been unpaired. */
export async function listDemoScreens({ db, key, workspaceId }: WorkspaceContext): Promise<DemoScreens> {
  const state = await readState(db);
  if (state?.workspaceId !== workspaceId) return { screens: [] };
  const devices = await db.device.findMany({
    where: { id: { in: state.deviceIds }, workspaceId, removedAt: null },
    orderBy: { id: 'asc' },
    select: { id: true, name: true },
  });
  return {
    screens: devices.map(({ id, name }) => ({ deviceId: id, name, path: screenPath(key, id) })),
  };
}

/** Where a demo screen is opened: id and secret are in the fragment, which browsers never send. */
function screenPath(key: Uint8Array, deviceId: string): string {
  return `/player#screen=${deviceId}&secret=${screenSecret(key, deviceId)}`;
}

/** Derived from the server's key, so that it can be shown again without being stored. */
export function screenSecret(key: Uint8Array, deviceId: string): string {
  return createHmac('sha256', key).update(`demo-screen:${deviceId}`).digest('base64url');
}
