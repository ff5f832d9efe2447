import { HealthMetric, LevelMetric } from '@sitecast/monitor/alert-rule';
import { PortalFrame } from '@sitecast/monitor/frame';
import { levelStates } from '@sitecast/monitor/level-state';
import { z } from 'zod';
import { Page, pageOf } from '../../core/page.ts';
import { LocationId, LocationLimits } from '../../sites/projects/schema.ts';
import { History, HistoryPoint, LocationHistoryQuery } from '../../sites/readings/schema.ts';

/** What a client may see. Each field is listed, so that one added to a row, an alert or a frame is not exposed. */

export { History, PortalFrame };

/** `quiet`, `ask` or `act` relative to the limits; `offline`: the value is outdated; `none`: no value or no limits. */
export const LevelState = z.enum(levelStates);
export type LevelState = z.infer<typeof LevelState>;

/** The name, colour and logo of the portal. */
export const PortalBranding = z.object({
  name: z.string().describe('Name of the company that measures'),
  accent: z.string().nullable().describe('Accent colour as #rrggbb. Null: Sitecast’s'),
  logoUrl: z.string().nullable().describe('Path on this server, below /portal'),
});
export type PortalBranding = z.infer<typeof PortalBranding>;

/** Who is viewing the portal. */
export const PortalSession = z.object({
  passwordNeeded: z.boolean().describe('Whether a password is required and has not been entered yet'),
  clientName: z.string(),
  branding: PortalBranding,
  preview: z.boolean().describe('Whether this is an operator’s preview'),
});
export type PortalSession = z.infer<typeof PortalSession>;

/** The password required in addition to the link, if the client has one. */
export const PortalPassword = z.strictObject({ password: z.string().min(1).max(256) });
export type PortalPassword = z.infer<typeof PortalPassword>;

// ── Alerts ───────────────────────────────────────────────────────────────────

/** The rule's condition, e.g. `LAeq,15min above 65 dB`. Direction and threshold are null for a meter's health. */
export const PortalCondition = z.object({
  metric: z.union([LevelMetric, HealthMetric]),
  direction: z.enum(['above', 'below']).nullable(),
  threshold: z.number().nullable().describe('Threshold in dB'),
});

/** An alert whose rule shows it in the portal, without its acknowledgements and notifications. */
export const PortalAlert = z.object({
  id: z.string(),
  locationId: z.string(),
  locationName: z.string(),
  name: z.string().describe('Name of the rule'),
  condition: PortalCondition,
  open: z.boolean().describe('Whether the alert is still active'),
  onsetAt: z.iso.datetime(),
  value: z.number().nullable().describe('Value when the alert started'),
  peak: z.number().nullable(),
  peakAt: z.iso.datetime().nullable(),
  clearedAt: z.iso.datetime().nullable(),
});
export type PortalAlert = z.infer<typeof PortalAlert>;

export const ListPortalAlerts = Page.extend({ locationId: LocationId });
export type ListPortalAlerts = z.infer<typeof ListPortalAlerts>;
export const PortalAlertPage = pageOf(PortalAlert);
export type PortalAlertPage = z.infer<typeof PortalAlertPage>;

// ── Overview ─────────────────────────────────────────────────────────────────

/** A location as a tile. `frame` is its latest value: null if there is none yet or no meter is assigned. */
export const PortalTile = z.object({
  id: z.string(),
  name: z.string(),
  lat: z.number().nullable(),
  lng: z.number().nullable(),
  limits: LocationLimits.nullable().describe('Limits that `state` is based on'),
  measured: z.boolean().describe('Whether a meter is assigned'),
  state: LevelState,
  frame: PortalFrame.nullable(),
});
export type PortalTile = z.infer<typeof PortalTile>;

export const PortalProject = z.object({
  id: z.string(),
  name: z.string(),
  timezone: z.string(),
  locations: z.array(PortalTile),
});
export type PortalProject = z.infer<typeof PortalProject>;

export const PortalOverview = PortalSession.extend({
  at: z.iso.datetime().describe('Server time of this answer'),
  projects: z.array(PortalProject),
  alerts: z.array(PortalAlert).describe('Active alerts, newest first'),
});
export type PortalOverview = z.infer<typeof PortalOverview>;

// ── One location ─────────────────────────────────────────────────────────────

export const PortalLocationRef = z.strictObject({ locationId: LocationId });

/** `laeq15min` and `laeq1h` cover the last 15 and 60 minutes; the others the current or else latest period of the day. */
export const PeriodName = z.enum(['laeq15min', 'laeq1h', 'day', 'evening', 'night']);
export type PeriodName = z.infer<typeof PeriodName>;

/** A period's level with the limit that applies to it. */
export const PeriodLevel = HistoryPoint.pick({
  from: true,
  to: true,
  leq: true,
  lmax: true,
  coverage: true,
}).extend({
  period: PeriodName,
  limit: z.number().nullable().describe('Limit in dB. Null: no limit'),
  state: LevelState.exclude(['offline']),
});
export type PeriodLevel = z.infer<typeof PeriodLevel>;

export const PortalLocation = PortalTile.extend({
  at: z.iso.datetime().describe('Server time of this answer'),
  project: z.object({ id: z.string(), name: z.string(), timezone: z.string() }),
  periods: z.array(PeriodLevel),
  alerts: z.array(PortalAlert).describe('Active alerts at this location, newest first'),
});
export type PortalLocation = z.infer<typeof PortalLocation>;

/** The frames of the last hour that are still in memory, oldest first, for the chart. */
export const PortalRecent = z.object({ frames: z.array(PortalFrame) });
export type PortalRecent = z.infer<typeof PortalRecent>;

export const PortalHistoryQuery = LocationHistoryQuery;

// ── The stream ───────────────────────────────────────────────────────────────

/**
 * A message of `/portal/api/location/{id}/stream`: a frame, or a heartbeat if there is none. Sent as JSON text; the first
 * one immediately.
 */
export const PortalStreamMessage = z.union([PortalFrame, z.strictObject({ heartbeat: z.literal(true) })]);
export type PortalStreamMessage = z.infer<typeof PortalStreamMessage>;
