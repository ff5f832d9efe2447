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
