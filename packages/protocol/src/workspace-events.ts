import { z } from 'zod';
import { CommandType } from './messages.ts';

export const DeliveryStatus = z.enum(['sent', 'offline', 'queued', 'shown', 'failed', 'cleared', 'expired']);
export type DeliveryStatus = z.infer<typeof DeliveryStatus>;

export const CommandStatus = z.enum(['sent', 'offline', 'queued', 'done', 'failed', 'unsupported']);
export type CommandStatus = z.infer<typeof CommandStatus>;

/** What a workspace's dashboards subscribe to. `snapshot` always comes first: refetch everything on display. */
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
    // `status`: it became reachable or unreachable, started, stopped, …; not published per frame.
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
