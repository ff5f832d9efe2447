import {
  DeviceChanged,
  DeviceCommandMessage,
  DeviceUnpaired,
  PipClear,
  PipShow,
} from '@sitecast/protocol/messages';
import { z } from 'zod';

/**
 * Messages between server processes, by topic (`topics.ts`). The publisher builds the whole message; the receiver
 * parses it with the schema here.
 */

/** On `device.<id>`, between server processes: a newer connection of the device has taken over. */
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

/** From the process that holds the screen's socket: whether the screen accepted the message. */
export const DeviceReply = z.object({ taken: z.boolean() });
export type DeviceReply = z.infer<typeof DeviceReply>;

/**
 * Someone or something has lost access: dependent sockets are closed and cached principals dropped. `rights` names a
 * user whose role or memberships have changed: they and their tokens are looked up again.
 */
export const Revocation = z.object({
  kind: z.enum(['user', 'rights', 'session', 'personalToken', 'apiToken', 'device', 'client', 'portalLink']),
  id: z.string(),
});
export type Revocation = z.infer<typeof Revocation>;

/** On `alerts.changed`: cached rules of the workspace are reloaded. */
export const AlertsChanged = z.object({ workspaceId: z.string() });
export type AlertsChanged = z.infer<typeof AlertsChanged>;

// ── Meters. Frames are those of `@sitecast/monitor`; the receiver parses them with its schema. ──

/** Repeated while someone watches. The meter is read about once a second until these stop. */
export const UnitDemand = z.object({ event: z.literal('unit:demand') });
/** The newest frame; null before the first. */
export const UnitDemandReply = z.object({ frame: z.unknown() });

export const UnitRequest = z.discriminatedUnion('event', [
  /** Asks for buffered frames with a greater `seq`, as many as fit into a message. */
  z.object({ event: z.literal('unit:recent'), after: z.int() }),
  /** Frames that a push meter has sent. */
  z.object({ event: z.literal('unit:push'), frames: z.array(z.unknown()).max(100) }),
  z.object({ event: z.literal('unit:measure'), measuring: z.boolean() }),
]);
export type UnitRequest = z.infer<typeof UnitRequest>;

/** Oldest first. `more`: there are later frames; ask again with the last `seq`. */
export const UnitRecentReply = z.object({ frames: z.array(z.unknown()), more: z.boolean() });

/** How many frames were accepted. The others are duplicates, or older than the newest known frame. */
export const UnitPushReply = z.object({ accepted: z.int(), ignored: z.int() });

/** The instrument's answer. `problem` is null on success. */
export const UnitMeasureReply = z.object({
  problem: z.object({ code: z.enum(['unreachable', 'timeout', 'refused']), message: z.string() }).nullable(),
});
export type UnitMeasureReply = z.infer<typeof UnitMeasureReply>;

/** `changed`: a meter was added, changed or removed. `released`: leases of meters were released. */
export const UnitsChanged = z.discriminatedUnion('event', [
  z.object({ event: z.literal('changed'), unitId: z.string() }),
  z.object({ event: z.literal('released') }),
]);
export type UnitsChanged = z.infer<typeof UnitsChanged>;

/** A process that reads meters announces itself, or that it is leaving. */
export const HubHello = z.object({ hubId: z.string(), leaving: z.boolean() });
export type HubHello = z.infer<typeof HubHello>;
