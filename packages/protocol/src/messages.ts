import { z } from 'zod';

/** What the server and screens say to each other, and what the server tells dashboards. Browser-safe: imports zod only. */

export const Orientation = z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]);
export type Orientation = z.infer<typeof Orientation>;

export const OverlayType = z.enum(['image', 'web', 'video']);
export type OverlayType = z.infer<typeof OverlayType>;

export const NamedPosition = z.enum(['top-right', 'top-left', 'bottom-right', 'bottom-left', 'center']);
export type NamedPosition = z.infer<typeof NamedPosition>;

/** Where an overlay stands: a corner, the centre, or percent of the visible picture (0–100) for its top left. */
export const OverlayPosition = z.union(
  [NamedPosition, z.strictObject({ x: z.number().min(0).max(100), y: z.number().min(0).max(100) })],
  'Must be a corner such as top-right, center, or x and y in percent (0–100)',
);
export type OverlayPosition = z.infer<typeof OverlayPosition>;

const Color = z.string().regex(/^#[0-9a-fA-F]{6}$/, 'Must be a colour written as #RRGGBB');

/** The one description of an overlay's bounds: sizes in px of the screen, duration in seconds (0 = until cleared). */
export const overlayFields = {
  type: OverlayType,
  uri: z.url({ protocol: /^https?$/, error: 'Must be an absolute http:// or https:// address' }).max(2048),
  position: OverlayPosition,
  width: z.int().min(40).max(3840),
  height: z.int().min(40).max(3840),
  duration: z.number().min(0).max(86_400),
  title: z.string().max(200).optional(),
  title_color: Color.optional(),
  background_color: Color.optional(),
  opacity: z.number().min(0).max(1).optional(),
  border_radius: z.number().min(0).max(512).optional(),
  close_button: z.boolean().optional(),
  slot: z.string().regex(/^[a-z0-9-]{1,32}$/, 'Must be 1 to 32 of a–z, 0–9 and -'),
  priority: z.int().min(-1000).max(1000),
  exclusive: z.boolean().optional(),
  muted: z.boolean().optional(),
};

export const PipShow = z.object({
  event: z.literal('device:pip-show'),
  pip_id: z.string().min(1),
  ...overlayFields,
});
export type PipShow = z.infer<typeof PipShow>;

/** Without `pip_id`: everything. With a `pip_id` that is not showing: nothing. */
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

/** Something that the screen is to do once, whichever way and how often it hears of it. */
export const DeviceCommandMessage = z.object({
  event: z.literal('device:command'),
  command_id: z.string().min(1),
  type: CommandType,
  payload: z.record(z.string(), z.unknown()).optional(),
});
export type DeviceCommandMessage = z.infer<typeof DeviceCommandMessage>;

/**
 * The first message on every connection: what the screen should be showing now, and the commands that wait for it.
 * `duration` of an overlay is what remains.
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

/** What a player receives on its subscription `device.messages`. */
export const DeviceMessage = z.discriminatedUnion('event', [
  DeviceSnapshot,
  PipShow,
  PipClear,
  DeviceCommandMessage,
  DeviceChanged,
  DeviceUnpaired,
]);
export type DeviceMessage = z.infer<typeof DeviceMessage>;

export const DeliveryStatus = z.enum(['sent', 'offline', 'queued', 'shown', 'failed', 'cleared', 'expired']);
export type DeliveryStatus = z.infer<typeof DeliveryStatus>;

export const CommandStatus = z.enum(['sent', 'offline', 'queued', 'done', 'failed', 'unsupported']);
export type CommandStatus = z.infer<typeof CommandStatus>;

/** What the dashboards of a workspace hear. `snapshot` is always first: whatever you show, read it again now. */
export const WorkspaceEvent = z.discriminatedUnion('event', [
  z.object({ event: z.literal('snapshot'), at: z.iso.datetime() }),
  z.object({
    event: z.literal('device'),
    change: z.enum(['paired', 'changed', 'online', 'offline', 'removed']),
    deviceId: z.string(),
  }),
  z.object({
    event: z.literal('overlay'),
    change: z.enum(['shown', 'cleared']),
    pipId: z.string(),
  }),
  z.object({
    event: z.literal('project'),
    change: z.enum(['created', 'changed', 'removed']),
    projectId: z.string(),
  }),
  z.object({
    event: z.literal('client'),
    change: z.enum(['created', 'changed']),
    clientId: z.string(),
  }),
  z.object({
    event: z.literal('unit'),
    // `status`: it became reachable or unreachable, started, stopped, …; not each frame.
    change: z.enum(['created', 'changed', 'assigned', 'unassigned', 'removed', 'status']),
    unitId: z.string(),
  }),
  z.object({
    event: z.literal('alert'),
    change: z.enum(['onset', 'cleared', 'acknowledged']),
    alertId: z.string(),
  }),
  z.object({
    event: z.literal('alertRule'),
    change: z.enum(['created', 'changed', 'removed']),
    ruleId: z.string(),
  }),
  z.object({
    event: z.literal('delivery'),
    pipId: z.string(),
    deviceId: z.string(),
    status: DeliveryStatus,
    detail: z.string().nullable(),
    at: z.iso.datetime(),
  }),
  z.object({
    event: z.literal('group'),
    change: z.enum(['created', 'changed', 'removed']),
    groupId: z.string(),
  }),
  z.object({
    event: z.literal('command'),
    commandId: z.string(),
    deviceId: z.string(),
    type: CommandType,
    status: CommandStatus,
    detail: z.string().nullable(),
    at: z.iso.datetime(),
  }),
]);
export type WorkspaceEvent = z.infer<typeof WorkspaceEvent>;
