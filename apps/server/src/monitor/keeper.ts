import { createOutage } from '@sitecast/api';
import { type Bus, topics, type UnitsChanged } from '@sitecast/realtime';
import type { Logger } from 'pino';
import type { Leases, SeqBlock } from './lease.ts';
import { createPeers, fairShare } from './peers.ts';
import type { UnitReader } from './reader.ts';
import { type Repeated, repeat } from './repeat.ts';
import type { ReadUnit } from './units.ts';

/** Handed over at a time when this process reads more than its share: each one's viewers notice a gap. */
const MAX_HANDED_OVER = 10;

export interface KeeperTimings {
  /** Before the first look for meters: so long others may take to say that they are there, too. */
  firstScanAfterMs: number;
  /** How often leases are prolonged. */
  renewEveryMs: number;
  /** How often it is looked for meters that nobody reads. */
  scanEveryMs: number;
  /** How often what is read is compared with what operators have set: news may have been lost. */
  compareEveryMs: number;
  /** A process that was not heard for so long is gone. */
  forgetPeersAfterMs: number;
}

/** The meters that this process reads: as many as its share, and only while it holds their leases. */
export interface Keeper {
  readerOf(unitId: string): UnitReader | undefined;
  readers(): Iterable<UnitReader>;
  /** Looks at this meter again, or for meters that nobody reads. */
  changed(unitId?: string): Promise<void>;
  /** Stops reading and gives all meters up, so that other processes take them over at once. */
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

  /** Stopped first: an instrument takes one connection only. */
  async function giveUp(unitIds: string[]): Promise<void> {
    if (unitIds.length === 0) return;
    await stop(unitIds);
    await leases.release(unitIds);
    bus.publish(topics.units, { event: 'released' } satisfies UnitsChanged);
  }

  /** Whatever the database says, or doesn't: what is held no more is read no more. */
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
    // Only now: others leave some meters to a process that greets, so the database must be in its reach.
    peers.greet();
  }

  async function takeShare() {
    const share = fairShare(await deps.countUnits(), peers.count() + 1);
    const surplus = readers.size - share;
    if (surplus > 0) return giveUp([...readers.keys()].slice(0, Math.min(surplus, MAX_HANDED_OVER)));
    if (surplus === 0) return;
    const claimed = await leases.claim(-surplus);
    if (claimed.size === 0) return;
    try {
      for (const unit of await deps.loadUnits([...claimed.keys()])) {
        const block = claimed.get(unit.id);
        if (block && leases.holds(unit.id)) readers.set(unit.id, deps.openReader(unit, block));
      }
    } catch (error) {
      // Held and not read they would be read by nobody.
      await leases.release([...claimed.keys()].filter((unitId) => !readers.has(unitId)));
      throw error;
    }
  }

  /** What is read is as operators have set it. */
  async function compare(unitIds = [...readers.keys()]) {
    if (unitIds.length === 0) return;
    const units = new Map((await deps.loadUnits(unitIds)).map((unit) => [unit.id, unit]));
    await giveUp(unitIds.filter((unitId) => readers.has(unitId) && !units.has(unitId)));
    for (const [unitId, unit] of units) readers.get(unitId)?.change(unit);
  }

  const renewing = repeat(renew, timings.renewEveryMs, createOutage(log, 'prolonging leases of meters'));
  scanning = repeat(scan, timings.scanEveryMs, createOutage(log, 'looking for meters to read'));
  const first = setTimeout(scanning.now, timings.firstScanAfterMs).unref();
  const comparing = repeat(
    compare,
    timings.compareEveryMs,
    createOutage(log, 'looking whether meters have changed'),
  );

  return {
    readerOf: (unitId) => readers.get(unitId),
    readers: () => readers.values(),
    async changed(unitId) {
      if (unitId === undefined) return scanning.now();
      if (!readers.has(unitId)) {
        // Held, and not read: its source was not understood. It may be now.
        if (leases.holds(unitId)) await leases.release([unitId]);
        await scanning.now();
      }
      // Also when it has just been found: it may have been looked up before the change.
      if (readers.has(unitId)) await compare([unitId]);
    },
    async close() {
      clearTimeout(first);
      await Promise.all([renewing.stop(), scanning.stop(), comparing.stop()]);
      peers.close();
      await giveUp([...readers.keys()]);
    },
  };
}
