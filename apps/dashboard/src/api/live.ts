import type { Command } from '@sitecast/api/screens/commands/schema';
import type { OverlayWithDeliveries } from '@sitecast/api/screens/overlays/schema';
import type { SitecastClient } from '@sitecast/client';
import type { WorkspaceEvent } from '@sitecast/protocol/workspace-events';
import type { QueryClient } from '@tanstack/solid-query';
import { keys } from './keys.ts';

/** Keeps queries up to date by one subscription to the workspace's events. Returns a function that ends it. */
export function followWorkspace(api: SitecastClient['api'], queries: QueryClient): () => void {
  const subscription = api.workspaces.events.subscribe(undefined, {
    onData: (event) => applyEvent(queries, event),
  });
  return () => subscription.unsubscribe();
}

/** The state of a command that this page has sent. */
export type CommandState = Pick<Command, 'status' | 'detail'>;

/** Applies one event to the cache. */
export function applyEvent(queries: QueryClient, event: WorkspaceEvent): void {
  const reread = (...stale: (readonly unknown[])[]) => {
    for (const queryKey of stale) void queries.invalidateQueries({ queryKey });
  };
  switch (event.event) {
    case 'snapshot':
      reread([]);
      break;
    case 'device':
      reread(keys.screenList, keys.screen(event.deviceId), keys.groupLists);
      break;
    case 'overlay':
      reread(keys.overlays, keys.screenList);
      break;
    case 'delivery':
      // Shown immediately; the lists follow, since a delivery can end an overlay.
      queries.setQueryData<OverlayWithDeliveries>(keys.overlay(event.pipId), (overlay) =>
        overlay ? withDelivery(overlay, event) : undefined,
      );
      reread(keys.overlayLists, keys.screenLog(event.deviceId));
      break;
    case 'group':
      reread(keys.groupLists, keys.screenList, keys.allScreens);
      break;
    case 'command':
      queries.setQueryData<CommandState>(keys.command(event.deviceId, event.commandId), {
        status: event.status,
        detail: event.detail,
      });
      reread(keys.commands(event.deviceId), keys.screenLog(event.deviceId));
      break;
    case 'unit':
      reread(keys.meterList, keys.meter(event.unitId));
      // The meter's location shows it too.
      if (event.change !== 'status') reread(keys.projectLists, keys.metersAt);
      break;
    case 'client':
      reread(keys.clients, keys.projectLists);
      break;
    case 'project':
      reread(keys.projectLists, keys.meterList);
      break;
    case 'alert':
      reread(keys.alertLists);
      break;
    case 'alertRule':
      reread(keys.ruleLists);
      break;
  }
}

function withDelivery(
  overlay: OverlayWithDeliveries,
  { deviceId, status, detail, at }: WorkspaceEvent & { event: 'delivery' },
): OverlayWithDeliveries {
  return {
    ...overlay,
    deliveries: overlay.deliveries.map((delivery) =>
      delivery.deviceId === deviceId ? { ...delivery, status, detail, at } : delivery,
    ),
  };
}
