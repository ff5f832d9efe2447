import type { WorkspaceEvents } from '../core/events.ts';
import type { Alerts } from '../core/ports.ts';
import { closeAlerts } from './close-alert.ts';
import { unknownPlaceholders } from './rules/actions.ts';
import { rulesWithTemplate } from './rules/service.ts';

interface Dependencies {
  events: WorkspaceEvents;
  now: () => Date;
  engine: Pick<Alerts, 'changed'>;
  /** There may be notifications to send. */
  onDeliveries: () => void;
}

/** What screens and sites ask of alerts. */
export function createAlertsPort({ events, now, engine, onDeliveries }: Dependencies): Alerts {
  return {
    changed: engine.changed,
    rulesShowing: rulesWithTemplate,
    unknownPlaceholders,
    closeAt: (tx, locationIds) => closeAlerts({ now }, tx, { locationId: { in: locationIds } }),
    announceCleared(workspaceId, alertIds) {
      for (const alertId of alertIds)
        events.publish(workspaceId, { event: 'alert', change: 'cleared', alertId });
      if (alertIds.length > 0) onDeliveries();
    },
  };
}
