import { Orientation } from '@sitecast/protocol/messages';
import { OverlayType } from '@sitecast/protocol/overlay';
import { z } from 'zod';
import { Page, pageOf } from '../../core/page.ts';

export const DeviceId = z.uuid();
export const DeviceName = z.string().trim().min(1).max(100);
export const PairingCode = z
  .string()
  .trim()
  .regex(/^\d{3}[ -]?\d{3}$/, 'Must be the six digits on the screen')
  .transform((code) => code.replaceAll(/\D/g, ''));
export const Timezone = z
  .string()
  .max(64)
  .refine(isTimezone, 'Must be an IANA time zone, such as Europe/Berlin');

export const PairDevice = z.strictObject({ code: PairingCode, name: DeviceName });
export type PairDevice = z.infer<typeof PairDevice>;

export const DeviceStatus = z.enum(['online', 'offline', 'never']);
export type DeviceStatus = z.infer<typeof DeviceStatus>;

export const ListDevices = Page.extend({
  status: DeviceStatus.optional().describe('`never`: paired but not connected since'),
  groupId: z.uuid().optional().describe('Only screens in this group'),
  search: z.string().trim().min(1).max(100).optional().describe('Part of the name'),
});
export type ListDevices = z.infer<typeof ListDevices>;

export const DeviceRef = z.strictObject({ deviceId: DeviceId });

export const UpdateDevice = z.strictObject({
  deviceId: DeviceId,
  name: DeviceName.optional(),
  notes: z.string().max(2000).optional(),
  orientation: Orientation.optional(),
  timezone: Timezone.optional(),
});
export type UpdateDevice = z.infer<typeof UpdateDevice>;

/** What a player reports about itself. Bounded, since screens in public places are not trusted. */
export const DeviceInfo = z.object({
  playerVersion: z.string().max(40),
  platform: z.enum(['browser', 'tizen']),
  userAgent: z.string().max(500),
  width: z.int().min(0).max(100_000),
  height: z.int().min(0).max(100_000),
  pixelRatio: z.number().min(0).max(100),
  /** Free memory in bytes; null or absent if the platform does not report it. */
  freeMemory: z.int().min(0).nullish(),
  /** False after `screen_off`: the picture is black. */
  screenOn: z.boolean().optional(),
});
export type DeviceInfo = z.infer<typeof DeviceInfo>;

/** A screen. `online` turns true immediately and false after five seconds without a connection. */
export const Device = z.object({
  id: z.string(),
  name: z.string(),
  notes: z.string(),
  orientation: Orientation,
  timezone: z.string(),
  online: z.boolean(),
  status: DeviceStatus,
  lastSeenAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
  groups: z.array(z.object({ id: z.string(), name: z.string() })),
  showing: z
    .array(z.object({ pipId: z.string(), type: OverlayType, title: z.string().nullable(), uri: z.string() }))
    .describe('Overlays that the screen should be showing'),
  screenshotAt: z.iso.datetime().nullable().describe('When the latest screenshot was taken'),
  engine: z.string().nullable().describe('Web engine and its major version, such as `Chromium 63`'),
  info: DeviceInfo.nullable(),
});
export type Device = z.infer<typeof Device>;

export const DevicePage = pageOf(Device);
export type DevicePage = z.infer<typeof DevicePage>;

export const LogLevel = z.enum(['debug', 'info', 'warn', 'error']);
export const DeviceLogLine = z.object({
  id: z.string(),
  at: z.iso.datetime(),
  level: LogLevel,
  tag: z.string(),
  message: z.string(),
});
export type DeviceLogLine = z.infer<typeof DeviceLogLine>;
export const ListDeviceLog = Page.extend({
  deviceId: DeviceId,
  level: LogLevel.optional().describe('Only lines of this level'),
  tag: z.string().min(1).max(64).optional().describe('Only lines with this tag'),
});
export type ListDeviceLog = z.infer<typeof ListDeviceLog>;
export const DeviceLogPage = pageOf(DeviceLogLine);
export type DeviceLogPage = z.infer<typeof DeviceLogPage>;

// ── What the player calls ────────────────────────────────────────────────────

/** A new pairing. The player polls it with `secret`, which becomes the device's secret; `code` is for people to type. */
export const PairingStarted = z.object({
  pairingId: z.string(),
  code: z.string(),
  secret: z.string(),
  expiresAt: z.iso.datetime(),
  /** The page where an operator enters the code, also shown as a QR code. */
  pairUrl: z.string(),
  /** The server's URL, shown beside the code. */
  serverUrl: z.string(),
});
export type PairingStarted = z.infer<typeof PairingStarted>;

export const CheckPairing = z.strictObject({ pairingId: z.uuid(), secret: z.string().max(100) });
export type CheckPairing = z.infer<typeof CheckPairing>;

export const PairingState = z.discriminatedUnion('status', [
  z.object({ status: z.literal('waiting') }),
  z.object({ status: z.literal('paired'), deviceId: z.string() }),
  z.object({ status: z.literal('expired') }),
]);
export type PairingState = z.infer<typeof PairingState>;

export const DeviceReportLog = z.strictObject({
  level: LogLevel,
  tag: z.string().min(1).max(64),
  message: z.string().max(2000),
});
export type DeviceReportLog = z.infer<typeof DeviceReportLog>;

/** The server's time, with which the player corrects its own clock. */
export const ServerTime = z.object({ serverTime: z.iso.datetime() });

/** Rejects offsets such as +01:00, which newer engines accept but which are not IANA time zones. */
function isTimezone(name: string): boolean {
  if (!/^[A-Z]/i.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
