import { z } from 'zod';

/**
 * Every message that crosses a process or reaches a screen. Browser-safe: imports zod only.
 * The publisher builds the whole message; whoever receives one parses it with the schema here.
 */

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

/** On `device.<id>`, from one server process to another: a newer connection of this device has taken over. */
export const DeviceTakenOver = z.object({ event: z.literal('device:taken-over'), connectionId: z.string() });

export const DeviceTopicMessage = z.discriminatedUnion('event', [
  PipShow,
  PipClear,
  DeviceCommandMessage,
  DeviceChanged,
  DeviceUnpaired,
  DeviceTakenOver,
]);
export type DeviceTopicMessage = z.infer<typeof DeviceTopicMessage>;

/** The answer of the process that holds the screen's socket: it took the message. */
export const DeviceReply = z.object({ taken: z.boolean() });
export type DeviceReply = z.infer<typeof DeviceReply>;

/**
 * Somebody or something lost access: sockets and cached principals that depend on it end. `rights` is of a user whose
 * role or memberships have changed: what was believed of him and his tokens is looked up again.
 */
export const Revocation = z.object({
  kind: z.enum(['user', 'rights', 'session', 'personalToken', 'apiToken', 'device', 'client', 'portalLink']),
  id: z.string(),
});
export type Revocation = z.infer<typeof Revocation>;

/** On `alerts.changed`: what is remembered of a workspace's rules is looked up again. */
export const AlertsChanged = z.object({ workspaceId: z.string() });
export type AlertsChanged = z.infer<typeof AlertsChanged>;

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

// ── Meters, between processes. Frames are of `@sitecast/monitor`: whoever receives one parses it with its schema. ──

/** Repeated while somebody watches: a meter is read about once a second until it is not heard for a while. */
export const UnitDemand = z.object({ event: z.literal('unit:demand') });
/** The newest frame; null before the first. */
export const UnitDemandReply = z.object({ frame: z.unknown() });

export const UnitRequest = z.discriminatedUnion('event', [
  /** Remembered frames with a greater `seq`, as many as fit into a message. */
  z.object({ event: z.literal('unit:recent'), after: z.int() }),
  /** Frames that came from outside for a meter that is not read, but pushes. */
  z.object({ event: z.literal('unit:push'), frames: z.array(z.unknown()).max(100) }),
  z.object({ event: z.literal('unit:measure'), measuring: z.boolean() }),
]);
export type UnitRequest = z.infer<typeof UnitRequest>;

/** Oldest first. `more`: ask again, after the last of these. */
export const UnitRecentReply = z.object({ frames: z.array(z.unknown()), more: z.boolean() });

/** How many frames were taken; the others were known already, or older than what is known. */
export const UnitPushReply = z.object({ accepted: z.int(), ignored: z.int() });

/** What the instrument said. `problem` is null when it has done it. */
export const UnitMeasureReply = z.object({
  problem: z.object({ code: z.enum(['unreachable', 'timeout', 'refused']), message: z.string() }).nullable(),
});
export type UnitMeasureReply = z.infer<typeof UnitMeasureReply>;

/** `changed`: a meter was added, altered or removed. `released`: some are read by nobody now. */
export const UnitsNews = z.discriminatedUnion('event', [
  z.object({ event: z.literal('changed'), unitId: z.string() }),
  z.object({ event: z.literal('released') }),
]);
export type UnitsNews = z.infer<typeof UnitsNews>;

/** A process that reads meters is there, or goes. */
export const HubHello = z.object({ hubId: z.string(), leaving: z.boolean() });
export type HubHello = z.infer<typeof HubHello>;
