import type { Frame, MeterFrame } from '@sitecast/monitor';
import { createLiveFeed, handOver, mapFeed, sendLive } from '@sitecast/realtime';
import { AppError } from '../core/errors.ts';
import type { Meters, UnitLive } from '../core/ports.ts';
import { meterUnavailable } from '../sites/units/meters.ts';

/** Meters without instruments: they record calls, and tests supply the measurements. */
export interface TestMeters extends Meters {
  /** IDs of the units reported as changed. */
  changedUnits: string[];
  pushed: Map<string, MeterFrame[]>;
  measuring: Map<string, boolean>;
  /** How the instruments respond to `setMeasuring`. */
  instrument: 'accepts' | 'refuses' | 'unreachable';
  /** Publishes a frame to the current viewers. */
  measure(unitId: string, frame: Frame): void;
}

export function createTestMeters(): TestMeters {
  const feeds = new Map<string, ReturnType<typeof createLiveFeed<UnitLive>>>();
  const frames = new Map<string, Frame[]>();
  const feedOf = (unitId: string) => {
    const feed = feeds.get(unitId) ?? createLiveFeed<UnitLive>('latest');
    feeds.set(unitId, feed);
    return feed;
  };
  const newest = (unitId: string): UnitLive => ({ frame: frames.get(unitId)?.at(-1) ?? null });
  const meters: TestMeters = {
    changedUnits: [],
    pushed: new Map(),
    measuring: new Map(),
    instrument: 'accepts',
    measure(unitId, frame) {
      frames.set(unitId, [...(frames.get(unitId) ?? []), frame]);
      feedOf(unitId).publish({ frame });
    },
    live: (unitId, socket, signal) =>
      handOver(socket ?? undefined, feedOf(unitId), () => newest(unitId), signal),
    async sendAs(unitId, view, socket, owner) {
      const feed = mapFeed(feedOf(unitId), view);
      const reader = sendLive(socket, feed, view(newest(unitId)), owner);
      return { leave: () => feed.detach(reader) };
    },
    recent: async (unitId) => frames.get(unitId) ?? [],
    async push(unitId, given) {
      const known = meters.pushed.get(unitId) ?? [];
      const fresh = given.filter(({ timestamp }) => known.every((frame) => frame.timestamp < timestamp));
      meters.pushed.set(unitId, [...known, ...fresh]);
      return { accepted: fresh.length, ignored: given.length - fresh.length };
    },
    async setMeasuring(unitId, measuring) {
      if (meters.instrument === 'unreachable') throw meterUnavailable('The meter does not answer.');
      if (meters.instrument === 'refuses') throw new AppError('CONFLICT', 'The meter refuses.');
      meters.measuring.set(unitId, measuring);
    },
    changed: (unitId) => void meters.changedUnits.push(unitId),
  };
  return meters;
}
