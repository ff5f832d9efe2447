import { staleAfter } from '@sitecast/monitor';
import { type Frame, type PortalFrame, toPortalFrame } from '@sitecast/monitor/frame';
import { levelState } from '@sitecast/monitor/level-state';
import type { UnitLive } from '../../core/ports.ts';
import { LocationLimits } from '../../sites/projects/schema.ts';
import { toFrame } from '../../sites/units/service.ts';
import type { ClientLocation } from './resolve.ts';
import type { PortalStreamMessage, PortalTile } from './schema.ts';

/** Measured before the meter came here: it is of another place, which may be another client's. */
function isOfElsewhere(frame: Frame, assignedFrom: Date): boolean {
  return Date.parse(frame.timestamp) < assignedFrom.getTime();
}

/**
 * What may be seen of a meter's live feed where it stands since `assignedFrom`. One such function makes each frame once
 * for all who look on.
 */
export function portalView(assignedFrom: Date): (live: UnitLive) => PortalStreamMessage {
  return ({ frame }) =>
    frame && !isOfElsewhere(frame, assignedFrom) ? toPortalFrame(frame) : { heartbeat: true };
}

/** The frames that were measured here. */
export function portalFrames(frames: Frame[], assignedFrom: Date): PortalFrame[] {
  return frames.filter((frame) => !isOfElsewhere(frame, assignedFrom)).map(toPortalFrame);
}

/** A location as a client sees it at a glance, with the newest value that was kept. */
export function toTile(location: ClientLocation, at: Date): PortalTile {
  const { id, name, lat, lng, project } = location;
  const [active] = location.assignments;
  const limits = LocationLimits.nullable().catch(null).parse(location.limits);
  const kept = active ? toFrame(active.unit.status?.lastFrame) : null;
  const frame =
    active && kept && !isOfElsewhere(kept, active.assignedFrom)
      ? toPortalFrame(whileFresh(kept, active.unit.slowPaceSec, at))
      : null;
  const state = levelState(frame, limits, { at, timezone: project.timezone });
  return { id, name, lat, lng, limits, measured: active !== undefined, state, frame };
}

/** What was kept says how it was then; nobody may have read the meter since. */
function whileFresh(frame: Frame, slowPaceSec: number, at: Date): Frame {
  const age = at.getTime() - Date.parse(frame.timestamp);
  const isOld = frame.feedStatus === 'ok' && age > staleAfter(slowPaceSec * 1000);
  return isOld ? { ...frame, feedStatus: 'stale' } : frame;
}
