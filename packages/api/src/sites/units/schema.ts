import { Frame } from '@sitecast/monitor/frame';
import { PushFrames as Frames } from '@sitecast/monitor/push-frames';
import { UnitSource } from '@sitecast/monitor/source';
import { UnitStatus as KnownStatus } from '@sitecast/monitor/unit-status';
import { z } from 'zod';
import { Page, pageOf } from '../../core/page.ts';
import { LocationId, LocationLimits } from '../projects/schema.ts';

export const UnitId = z.uuid();
const Name = z.string().trim().min(1).max(100);

const slowPaceSec = z.int().min(10).max(3600).describe('Polling interval in seconds when nobody is viewing');

export const CreateUnit = z.strictObject({
  name: Name,
  model: z.string().trim().max(100).default(''),
  source: UnitSource,
  slowPaceSec: slowPaceSec.default(60),
});
export type CreateUnit = z.infer<typeof CreateUnit>;

export const UpdateUnit = z.strictObject({
  unitId: UnitId,
  name: Name.optional(),
  model: CreateUnit.shape.model.unwrap().optional(),
  source: UnitSource.optional(),
  slowPaceSec: slowPaceSec.optional(),
});
export type UpdateUnit = z.infer<typeof UpdateUnit>;

export const UnitRef = z.strictObject({ unitId: UnitId });

/** A location with its project, as shown with a meter. */
export const LocationSummary = z.object({
  id: z.string(),
  name: z.string(),
  projectId: z.string(),
  projectName: z.string(),
  timezone: z.string(),
});
export type LocationSummary = z.infer<typeof LocationSummary>;

/** A sound level meter. */
export const Unit = z.object({
  id: z.string(),
  name: z.string(),
  model: z.string(),
  source: UnitSource,
  slowPaceSec: z.int(),
  location: LocationSummary.extend({ limits: LocationLimits.nullable(), assignedFrom: z.iso.datetime() })
    .nullable()
    .describe('Location it is assigned to. Null: unassigned'),
  reachable: z.boolean().nullable().describe('Null until the first reading'),
  lastFrame: Frame.pick({ timestamp: true, measurementState: true, lp: true, leq: true, lmax: true })
    .nullable()
    .describe('Latest levels, in dB'),
  createdAt: z.iso.datetime(),
});
export type Unit = z.infer<typeof Unit>;

export const UnitPage = pageOf(Unit);
export type UnitPage = z.infer<typeof UnitPage>;

// ── Assignments ──────────────────────────────────────────────────────────────

export const AssignUnit = z.strictObject({ unitId: UnitId, locationId: LocationId });
export type AssignUnit = z.infer<typeof AssignUnit>;

export const Assignment = z.object({
  id: z.string(),
  unit: z.object({ id: z.string(), name: z.string() }),
  location: LocationSummary,
  assignedFrom: z.iso.datetime(),
  assignedUntil: z.iso.datetime().nullable().describe('Null while the assignment is current'),
});
export type Assignment = z.infer<typeof Assignment>;

export const ListUnitAssignments = Page.extend({ unitId: UnitId });
export const ListLocationAssignments = Page.extend({ locationId: LocationId });
export const AssignmentPage = pageOf(Assignment);
export type AssignmentPage = z.infer<typeof AssignmentPage>;

// ── Status ───────────────────────────────────────────────────────────────────

/** The last status stored by the process that polls the meter. At first, `reachable` is null and the state `unknown`. */
export const UnitStatus = KnownStatus.extend({
  unitId: z.string(),
  clockDriftSeconds: z
    .number()
    .nullable()
    .describe('How far the instrument’s clock is ahead of the server’s, in seconds'),
  clockWarning: z.boolean().describe('Whether the instrument’s clock is off by more than a minute'),
  connectionUptimeSeconds: z.int().nullable().describe('Age of the connection, in seconds'),
  warning: z.string().nullable().describe('What to do at the meter, if it needs attention on site'),
  lastFrame: Frame.nullable(),
  updatedAt: z.iso.datetime().nullable(),
});
export type UnitStatus = z.infer<typeof UnitStatus>;

export const UnitLogLevel = z.enum(['info', 'warn', 'error']);
export type UnitLogLevel = z.infer<typeof UnitLogLevel>;

export const UnitLogPage = pageOf(
  z.object({ id: z.string(), at: z.iso.datetime(), level: UnitLogLevel, message: z.string() }),
);
export type UnitLogPage = z.infer<typeof UnitLogPage>;

export const ListUnitLog = Page.extend({ unitId: UnitId });
export type ListUnitLog = z.infer<typeof ListUnitLog>;

export const RecentFrames = z.object({ frames: z.array(Frame) });

// ── Push ─────────────────────────────────────────────────────────────────────

export const PushFrames = z.strictObject({
  unitId: UnitId,
  frames: Frames.describe('Up to 100 frames, processed in time order'),
});
export type PushFrames = z.infer<typeof PushFrames>;

export const PushResult = z.object({
  accepted: z.int(),
  ignored: z.int().describe('Number of frames that were duplicates or out of date'),
});
export type PushResult = z.infer<typeof PushResult>;
