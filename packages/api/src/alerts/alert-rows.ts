import type { Prisma } from '@sitecast/db';
import { uuidv7 } from 'uuidv7';
import type { AuditContext } from '../core/audit.ts';
import type { Clock } from '../core/scope.ts';
import type { DeliveryAction } from './deliver/schema.ts';

/** A rule at a location: it has one state, and at most one open alert. */
export interface RuleLocation {
  workspaceId: string;
  ruleId: string;
  locationId: string;
}

/** The unique key of an open alert. */
export function openKey({ ruleId, locationId }: Pick<RuleLocation, 'ruleId' | 'locationId'>): string {
  return `${ruleId}:${locationId}`;
}

/** A notification to be sent now. */
export function delivery(
  { now }: Clock,
  eventId: string,
  moment: 'onset' | 'clear',
  action: DeliveryAction,
): Prisma.AlertDeliveryCreateManyInput {
  return { id: uuidv7(), eventId, moment, action, status: 'pending', dueAt: now() };
}

/** On behalf of the alerts: no person asked for it. */
export function asAlerts({ now }: Clock, workspaceId: string): AuditContext {
  return { principal: { kind: 'system', label: 'alerts' }, ip: '', now, workspaceId };
}
