import { z } from 'zod';
import { overlayMessageShape } from './overlay.ts';

/** Messages between the server and screens. The publisher builds the whole message; the receiver parses it with the schema here. */

export const Orientation = z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]);
export type Orientation = z.infer<typeof Orientation>;

export const PipShow = z.object({
  event: z.literal('device:pip-show'),
  pip_id: z.string().min(1),
  ...overlayMessageShape,
});
export type PipShow = z.infer<typeof PipShow>;

/** Without `pip_id`: clears every overlay. A `pip_id` that is not showing is ignored. */
export const PipClear = z.object({
  event: z.literal('device:pip-clear'),
  pip_id: z.string().min(1).optional(),
});
export type PipClear = z.infer<typeof PipClear>;

export const CommandType = z.enum([
  'screen_on',
  'screen_off',
  'launch',
  'update',
  'reboot',
  'shutdown',
  'screenshot',
  'identify',
]);
export type CommandType = z.infer<typeof CommandType>;

/** A command that the screen runs once, however often it is delivered. */
export const DeviceCommandMessage = z.object({
  event: z.literal('device:command'),
  command_id: z.string().min(1),
  type: CommandType,
  payload: z.record(z.string(), z.unknown()).optional(),
});
export type DeviceCommandMessage = z.infer<typeof DeviceCommandMessage>;

/**
 * The first message on every connection: what the screen should show now, and its pending commands. The `duration` of an
 * overlay is the time remaining.
 */
export const DeviceSnapshot = z.object({
  event: z.literal('device:snapshot'),
  device_id: z.string(),
  name: z.string(),
  workspace: z.string(),
  orientation: Orientation,
  timezone: z.string(),
  server_time: z.iso.datetime(),
  overlays: z.array(PipShow),
  commands: z.array(DeviceCommandMessage).default([]),
});
export type DeviceSnapshot = z.infer<typeof DeviceSnapshot>;

/** Name, orientation or time zone changed. */
export const DeviceChanged = DeviceSnapshot.pick({ name: true, orientation: true, timezone: true }).extend({
  event: z.literal('device:changed'),
});

export const DeviceUnpaired = z.object({ event: z.literal('device:unpaired') });

/** What a player receives from the subscription `device.messages`. */
export const DeviceMessage = z.discriminatedUnion('event', [
  DeviceSnapshot,
  PipShow,
  PipClear,
  DeviceCommandMessage,
  DeviceChanged,
  DeviceUnpaired,
]);
export type DeviceMessage = z.infer<typeof DeviceMessage>;
