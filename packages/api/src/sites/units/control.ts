import { MAX_CLOCK_AHEAD_MS } from '@sitecast/monitor/push-frames';
import { audit } from '../../core/audit.ts';
import type { WorkspaceContext } from '../../core/context.ts';
import { AppError } from '../../core/errors.ts';
import type { PushFrames, PushResult } from './schema.ts';
import { requireUnit } from './service.ts';

/**
 * Accepts frames of a push meter. They are processed in time order, and duplicates are ignored, so a sender that got no
 * response can send them again.
 *
 * @throws AppError NOT_FOUND; CONFLICT if the meter is polled; VALIDATION for a timestamp over 5 minutes ahead;
 *   METER_UNAVAILABLE if no process can accept them
 */
export async function pushFrames(ctx: WorkspaceContext, { unitId, frames }: PushFrames): Promise<PushResult> {
  const { name, source } = await requireUnit(ctx, unitId);
  if (source.kind !== 'push') {
    throw new AppError('CONFLICT', `${name} is polled (${source.kind}). Only push meters accept frames.`);
  }
  const latest = ctx.now().getTime() + MAX_CLOCK_AHEAD_MS;
  const ahead = frames.findIndex(({ timestamp }) => Date.parse(timestamp) > latest);
  if (ahead !== -1) {
    const message = 'More than 5 minutes in the future. Check the sender’s clock';
    const path = ['frames', ahead, 'timestamp'];
    throw new AppError('VALIDATION', `${path.join('.')}: ${message}`, { errors: [{ path, message }] });
  }
  return ctx.meters.push(unitId, frames);
}

/**
 * Starts or stops an instrument's measurement.
 *
 * @throws AppError NOT_FOUND; CONFLICT if the meter cannot be controlled or refuses; METER_UNAVAILABLE
 */
export async function setMeasuring(ctx: WorkspaceContext, unitId: string, measuring: boolean): Promise<void> {
  const { name } = await requireUnit(ctx, unitId);
  const action = measuring ? 'unit.start_measuring' : 'unit.stop_measuring';
  // Before the command, so that no command that reached the instrument is missing from the audit log.
  await audit(ctx, ctx.db, action, { kind: 'unit', id: unitId }, { name });
  await ctx.meters.setMeasuring(unitId, measuring);
  ctx.events.publish(ctx.workspaceId, { event: 'unit', change: 'changed', unitId });
}
