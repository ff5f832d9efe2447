import { staleAfter } from '@sitecast/monitor';
import { type Frame, type PortalFrame, toPortalFrame } from '@sitecast/monitor/frame';
import { levelState } from '@sitecast/monitor/level-state';
import type { UnitLive } from '../../core/ports.ts';
import { LocationLimits } from '../../sites/projects/schema.ts';
import { toFrame } from '../../sites/units/service.ts';
import type { ClientLocation } from './resolve.ts';
import type { PortalStreamMessage, PortalTile } from './schema.ts';

/** Whether the frame was measured before this assignment, possibly at another client's location. */
function predatesAssignment(frame: Frame, assignedFrom: Date): boolean {
  return Date.parse(frame.timestamp) < assignedFrom.getTime();
}

/**
 * Maps a meter's live feed to what a client may see at the location assigned since `assignedFrom`. Viewers that share the
 * function share its results.
 */
export function portalView(assignedFrom: Date): (live: UnitLive) => PortalStreamMessage {
  return ({ frame }) =>
    frame && !predatesAssignment(frame, assignedFrom) ? toPortalFrame(frame) : { heartbeat: true };
}

/** The frames since the assignment, as clients see them. */
export function portalFrames(frames: Frame[], assignedFrom: Date): PortalFrame[] {
  return frames.filter((frame) => !predatesAssignment(frame, assignedFrom)).map(toPortalFrame);
}

/** A location as a tile, with the latest stored value. */
export function toTile(location: ClientLocation, at: Date): PortalTile {
  const { id, name, lat, lng, project } = location;
  const [active] = location.assignments;
  const limits = LocationLimits.nullable().catch(null).parse(location.limits);
  const stored = active ? toFrame(active.unit.status?.lastFrame) : null;
  const frame =
    active && stored && !predatesAssignment(stored, active.assignedFrom)
      ? toPortalFrame(markIfStale(stored, active.unit.slowPaceSec, at))
      : null;
  const state = levelState(frame, limits, { at, timezone: project.timezone });
  return { id, name, lat, lng, limits, measured: active !== undefined, state, frame };
}

/** Marks an old frame as stale: no process may have polled the meter since it was stored. */
function markIfStale(frame: Frame, slowPaceSec: number, at: Date): Frame {
  const age = at.getTime() - Date.parse(frame.timestamp);
  const isOld = frame.feedStatus === 'ok' && age > staleAfter(slowPaceSec * 1000);
  return isOld ? { ...frame, feedStatus: 'stale' } : frame;
}
