import { z } from 'zod';
import { Page, pageOf } from '../core/page.ts';
import { LocationId, ProjectId } from '../sites/projects/schema.ts';
import { UnitId } from '../sites/units/schema.ts';
import { AlertCondition } from './rules/schema.ts';

/** The rule as it was at the onset. */
export const AlertSummary = z.object({
  ruleName: z.string(),
  condition: AlertCondition,
});
export type AlertSummary = z.infer<typeof AlertSummary>;

export const ListAlerts = Page.extend({
  open: z.boolean().optional().describe('Only open alerts (true), or only cleared ones (false)'),
  projectId: ProjectId.optional(),
  locationId: LocationId.optional(),
  unitId: UnitId.optional(),
  ruleId: z.uuid().optional(),
});
export type ListAlerts = z.infer<typeof ListAlerts>;

export const Alert = z.object({
  id: z.string(),
  ruleId: z.string(),
  ruleName: z.string(),
  condition: AlertCondition,
  location: z.object({ id: z.string(), name: z.string(), projectId: z.string(), projectName: z.string() }),
  unitId: z.string().nullable(),
  open: z.boolean(),
  onsetAt: z.iso.datetime(),
  value: z.number().nullable().describe('At the onset'),
  peak: z.number().nullable(),
  peakAt: z.iso.datetime().nullable(),
  clearedAt: z.iso.datetime().nullable(),
  acknowledgedAt: z.iso.datetime().nullable(),
  acknowledgedBy: z.string().nullable(),
});
export type Alert = z.infer<typeof Alert>;
export const AlertPage = pageOf(Alert);
export type AlertPage = z.infer<typeof AlertPage>;

export const AlertRef = z.strictObject({ alertId: z.uuid() });

export const AlertDelivery = z.object({
  moment: z.enum(['onset', 'clear']),
  kind: z.enum(['email', 'webhook', 'overlay']),
  to: z.string().describe('Addresses, or the id of the screen or group'),
  status: z.enum(['pending', 'working', 'done', 'failed']),
  attempts: z.int(),
  lastError: z.string().nullable(),
  doneAt: z.iso.datetime().nullable(),
});

export const AlertWithDeliveries = Alert.extend({ deliveries: z.array(AlertDelivery) });
export type AlertWithDeliveries = z.infer<typeof AlertWithDeliveries>;
