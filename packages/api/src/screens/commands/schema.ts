import { CommandType } from '@sitecast/protocol/messages';
import { CommandStatus } from '@sitecast/protocol/workspace-events';
import { z } from 'zod';
import { Page, pageOf } from '../../core/page.ts';

const MAX_PAYLOAD_BYTES = 4096;
const MAX_PAYLOAD_DEPTH = 5;

/** Parameters of a command. Players ignore those they do not know. */
export const CommandPayload = z
  .looseObject({
    seconds: z
      .int()
      .min(1)
      .max(60)
      .optional()
      .describe('For `identify`: how many seconds the screen shows its name. Default: 10'),
  })
  .refine(isSmall, 'Must be at most 4 KiB of JSON, nested at most 5 levels deep');

const command = { type: CommandType, payload: CommandPayload.optional() };

export const CommandDevice = z.strictObject({ deviceId: z.uuid(), ...command });
export type CommandDevice = z.infer<typeof CommandDevice>;

export const CommandDevices = z.strictObject({ deviceIds: z.array(z.uuid()).min(1).max(500), ...command });
export type CommandDevices = z.infer<typeof CommandDevices>;

export const CommandGroup = z.strictObject({ groupId: z.uuid(), ...command });
export type CommandGroup = z.infer<typeof CommandGroup>;

/**
 * `sent` means that the process with the screen's socket accepted the command; the result follows later. For an offline
 * screen, an `update` is `queued` until it reconnects, and any other command is dropped.
 */
export const CommandResult = z.object({
  success: z.literal(true),
  sent: z.int(),
  offline: z.int(),
  queued: z.int(),
  total: z.int(),
  results: z.array(
    z.object({
      deviceId: z.string(),
      name: z.string(),
      status: CommandStatus.extract(['sent', 'offline', 'queued']),
      commandId: z.string(),
    }),
  ),
});
export type CommandResult = z.infer<typeof CommandResult>;

/** A command to one screen, and its outcome. */
export const Command = z.object({
  id: z.string(),
  deviceId: z.string(),
  groupId: z.string().nullable().describe('Group that the command was sent to, if any'),
  type: CommandType,
  payload: z.record(z.string(), z.unknown()).nullable(),
  status: CommandStatus,
  detail: z.string().nullable().describe('Message from the screen'),
  at: z.iso.datetime().describe('When the status last changed'),
  createdAt: z.iso.datetime(),
  createdBy: z.string(),
});
export type Command = z.infer<typeof Command>;

export const ListCommands = Page.extend({ deviceId: z.uuid() });
export type ListCommands = z.infer<typeof ListCommands>;

export const CommandPage = pageOf(Command);
export type CommandPage = z.infer<typeof CommandPage>;

export const Screenshot = z.object({
  takenAt: z.iso.datetime(),
  mimeType: z.enum(['image/png', 'image/jpeg']),
  image: z.string().describe('Base64'),
});
export type Screenshot = z.infer<typeof Screenshot>;

// ── What the player calls ────────────────────────────────────────────────────

export const ReportCommand = z.strictObject({
  commandId: z.uuid(),
  status: CommandStatus.extract(['done', 'failed', 'unsupported']),
  detail: z.string().max(500).optional(),
});
export type ReportCommand = z.infer<typeof ReportCommand>;

/** Socket messages are limited in size, so players send a picture in parts, in order, each after the previous one is answered. */
export const MAX_PART_BYTES = 30 * 1024;
export const MAX_SCREENSHOT_BYTES = 2 * 1024 * 1024;

export const ScreenshotPart = z
  .strictObject({
    commandId: z.uuid(),
    part: z.int().min(0),
    parts: z
      .int()
      .min(1)
      .max(Math.ceil(MAX_SCREENSHOT_BYTES / MAX_PART_BYTES)),
    data: z
      .base64()
      .min(1)
      .max(Math.ceil(MAX_PART_BYTES / 3) * 4),
  })
  .refine(({ part, parts }) => part < parts, { path: ['part'], message: 'Must be less than parts' });
export type ScreenshotPart = z.infer<typeof ScreenshotPart>;

function isSmall(payload: object): boolean {
  return (
    isStorable(payload, MAX_PAYLOAD_DEPTH) &&
    new TextEncoder().encode(JSON.stringify(payload)).length <= MAX_PAYLOAD_BYTES
  );
}

/** Rejects deep nesting, and Infinity, which JSON's `1e999` is parsed as. */
function isStorable(value: unknown, levels: number): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object' || value === null) return true;
  return levels > 0 && Object.values(value).every((inner) => isStorable(inner, levels - 1));
}
