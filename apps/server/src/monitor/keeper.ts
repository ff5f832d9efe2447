import { createOutage } from '@sitecast/api';
import { type Bus, topics, type UnitsChanged } from '@sitecast/realtime';
import type { Logger } from 'pino';
import type { Leases, SeqBlock } from './lease.ts';
import { createPeers, fairShare } from './peers.ts';
import type { UnitReader } from './reader.ts';
import { type Repeated, repeat } from './repeat.ts';
import type { ReadUnit } from './units.ts';

/** How many meters are handed over at a time: the viewers of each notice a gap. */
const MAX_HANDED_OVER = 10;

export interface KeeperTimings {
  /** Delay before the first scan, so that other processes can announce themselves. */
  firstScanAfterMs: number;
  /** How often leases are renewed. */
  renewEveryMs: number;
  /** How often to look for meters without a lease. */
  scanEveryMs: number;
  /** How often the meters' settings are reloaded, in case a message was lost. */
  compareEveryMs: number;
  /** After how long without a message another process counts as gone. */
  forgetPeersAfterMs: number;
}

/** The meters that this process polls: up to its share, and only while it holds their leases. */
export interface Keeper {
  readerOf(unitId: string): UnitReader | undefined;
  readers(): Iterable<UnitReader>;
  /** Reloads this meter, or looks for meters without a lease. */
  changed(unitId?: string): Promise<void>;
  /** Stops polling and releases all meters, so that other processes take them over at once. */
  close(): Promise<void>;
}

interface Dependencies {
  bus: Bus;
  installation: string;
  hubId: string;
  leases: Leases;
  countUnits: () => Promise<number>;
  loadUnits: (unitIds: string[]) => Promise<ReadUnit[]>;
  openReader: (unit: ReadUnit, block: SeqBlock) => UnitReader;
  log: Pick<Logger, 'error' | 'warn'>;
  timings: KeeperTimings;
}

export async function createKeeper(deps: Dependencies): Promise<Keeper> {
  const { bus, leases, log, timings } = deps;
  const readers = new Map<string, UnitReader>();
  let scanning: Repeated | undefined;

  const peers = await createPeers({
    bus,
    installation: deps.installation,
    hubId: deps.hubId,
    forgetAfterMs: timings.forgetPeersAfterMs,
    onChange: () => void scanning?.now(),
  });

  async function stop(unitIds: string[]): Promise<void> {
    const stopping = unitIds.map((unitId) => {
      const reader = readers.get(unitId);
      readers.delete(unitId);
      return reader?.stop();
    });
    await Promise.all(stopping);
  }

  /** Stops before releasing: an instrument accepts only one connection. */
  async function release(unitIds: string[]): Promise<void> {
    if (unitIds.length === 0) return;
    await stop(unitIds);
    await leases.release(unitIds);
    bus.publish(topics.units, { event: 'released' } satisfies UnitsChanged);
  }

  /** Stops polling meters whose lease has lapsed, even while the database is unreachable. */
  function stopLost(): Promise<void> {
    return stop([...readers.keys()].filter((unitId) => !leases.holds(unitId)));
  }

  async function renew() {
    await stopLost();
    await leases.renew();
    await stopLost();
  }

  async function scan() {
    await takeShare();
    // Only after reaching the database: others leave meters to a process that announces itself.
    peers.announce();
  }

  async function takeShare() {
    const share = fairShare(await deps.countUnits(), peers.count() + 1);
    const surplus = readers.size - share;
    if (surplus > 0) return release([...readers.keys()].slice(0, Math.min(surplus, MAX_HANDED_OVER)));
    if (surplus === 0) return;
    const claimed = await leases.claim(-surplus);
    if (claimed.size === 0) return;
    try {
      for (const unit of await deps.loadUnits([...claimed.keys()])) {
        const block = claimed.get(unit.id);
        if (block && leases.holds(unit.id)) readers.set(unit.id, deps.openReader(unit, block));
      }
    } catch (error) {
      // Otherwise nobody would poll them.
      await leases.release([...claimed.keys()].filter((unitId) => !readers.has(unitId)));
      throw error;
    }
  }

  /** Applies changed settings to the meters being polled. */
  async function applyChanges(unitIds = [...readers.keys()]) {
    if (unitIds.length === 0) return;
    const units = new Map((await deps.loadUnits(unitIds)).map((unit) => [unit.id, unit]));
    await release(unitIds.filter((unitId) => readers.has(unitId) && !units.has(unitId)));
    for (const [unitId, unit] of units) readers.get(unitId)?.change(unit);
  }

  const renewing = repeat(renew, timings.renewEveryMs, createOutage(log, 'renewing leases of meters'));
  scanning = repeat(scan, timings.scanEveryMs, createOutage(log, 'looking for meters to poll'));
  const first = setTimeout(scanning.now, timings.firstScanAfterMs).unref();
  const applying = repeat(
    applyChanges,
    timings.compareEveryMs,
    createOutage(log, 'checking meters for changes'),
  );

  return {
    readerOf: (unitId) => readers.get(unitId),
    readers: () => readers.values(),
    async changed(unitId) {
      if (unitId === undefined) return scanning.now();
      if (!readers.has(unitId)) {
        // Held but not polled: its source was unknown to this version, and may have changed.
        if (leases.holds(unitId)) await leases.release([unitId]);
        await scanning.now();
      }
      // Even if it was just found: it may have been loaded before the change.
      if (readers.has(unitId)) await applyChanges([unitId]);
    },
    async close() {
      clearTimeout(first);
      await Promise.all([renewing.stop(), scanning.stop(), applying.stop()]);
      peers.close();
      await release([...readers.keys()]);
    },
  };
}
