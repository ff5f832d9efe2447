import { z } from 'zod';
import { Page, pageOf } from '../../core/page.ts';
import { Timezone } from '../../screens/devices/schema.ts';

export const ProjectId = z.uuid();
export const LocationId = z.uuid();
const Name = z.string().trim().min(1).max(100);

const clientName = z
  .string()
  .trim()
  .max(100)
  .nullable()
  .describe('Customer name for projects without a client');

const clientId = z.uuid().nullable().describe('Client whose portal shows the project. Null: none');

export const CreateProject = z.strictObject({
  name: Name,
  timezone: Timezone.default('UTC').describe('IANA time zone of the site'),
  clientName: clientName.default(null),
  clientId: clientId.default(null),
});
export type CreateProject = z.infer<typeof CreateProject>;

export const UpdateProject = z.strictObject({
  projectId: ProjectId,
  name: Name.optional(),
  timezone: Timezone.optional(),
  clientName: clientName.optional(),
  clientId: clientId.optional(),
});
export type UpdateProject = z.infer<typeof UpdateProject>;

export const ProjectRef = z.strictObject({ projectId: ProjectId });

/** Work at a site, for one client. `clientId` is the client whose portal shows it, if any. */
export const Project = z.object({
  id: z.string(),
  name: z.string(),
  timezone: z.string(),
  clientId: z.string().nullable(),
  clientName: z.string().nullable(),
  locationCount: z.int(),
  createdAt: z.iso.datetime(),
});
export type Project = z.infer<typeof Project>;

export const ProjectPage = pageOf(Project);
export type ProjectPage = z.infer<typeof ProjectPage>;

// ── Locations ────────────────────────────────────────────────────────────────

const limit = z.number().min(0).max(200).nullable().default(null);

/** Noise limits in dB: LAeq by period of the day, and the maximum level at any time. Null: no limit. */
export const LocationLimits = z.strictObject({
  day: limit.describe('LAeq limit from 07:00 to 19:00 in the project’s time zone, in dB'),
  evening: limit.describe('LAeq limit from 19:00 to 23:00, in dB'),
  night: limit.describe('LAeq limit from 23:00 to 07:00, in dB'),
  max: limit.describe('LAmax limit at any time, in dB'),
});
export type LocationLimits = z.infer<typeof LocationLimits>;

const coordinates = {
  lat: z.number().min(-90).max(90).nullable().describe('Latitude in degrees (WGS 84)'),
  lng: z.number().min(-180).max(180).nullable().describe('Longitude in degrees (WGS 84)'),
};

export const CreateLocation = z
  .strictObject({
    projectId: ProjectId,
    name: Name,
    lat: coordinates.lat.default(null),
    lng: coordinates.lng.default(null),
    limits: LocationLimits.nullable().default(null),
  })
  .refine(({ lat, lng }) => (lat === null) === (lng === null), {
    path: ['lat'],
    error: 'Must be given together with lng',
  });
export type CreateLocation = z.infer<typeof CreateLocation>;

export const UpdateLocation = z
  .strictObject({
    locationId: LocationId,
    name: Name.optional(),
    lat: coordinates.lat.optional(),
    lng: coordinates.lng.optional(),
    limits: LocationLimits.nullable().optional(),
  })
  .refine(({ lat, lng }) => kindOf(lat) === kindOf(lng), {
    path: ['lat'],
    error: 'Must be changed together with lng',
  });
export type UpdateLocation = z.infer<typeof UpdateLocation>;

export const LocationRef = z.strictObject({ locationId: LocationId });

export const ListLocations = Page.extend({ projectId: ProjectId });
export type ListLocations = z.infer<typeof ListLocations>;

/** A monitored point of a project. `unit` is the meter assigned to it now. */
export const Location = z.object({
  id: z.string(),
  projectId: z.string(),
  name: z.string(),
  lat: z.number().nullable(),
  lng: z.number().nullable(),
  limits: LocationLimits.nullable(),
  unit: z.object({ id: z.string(), name: z.string(), assignedFrom: z.iso.datetime() }).nullable(),
  createdAt: z.iso.datetime(),
});
export type Location = z.infer<typeof Location>;

export const LocationPage = pageOf(Location);
export type LocationPage = z.infer<typeof LocationPage>;

function kindOf(value: number | null | undefined): string {
  return value === null ? 'none' : typeof value;
}
