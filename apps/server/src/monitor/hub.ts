import { createHash, randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { createOutage, type Meters, type Product } from '@sitecast/api';
import type { Database } from '@sitecast/db';
import { Frame } from '@sitecast/monitor';
import { type Bus, topics, UnitsChanged } from '@sitecast/realtime';
import { createKeeper, type Keeper, type KeeperTimings } from './keeper.ts';
import { createLeases } from './lease.ts';
import { createMeters } from './meters.ts';
import { createFrameNumbers } from './numbers.ts';
import { createReader } from './reader.ts';
import { createRecords } from './records.ts';
import { repeat } from './repeat.ts';
import { loadUnits } from './units.ts';
import { createViewers } from './viewers.ts';

export interface HubTimings extends KeeperTimings {
  /** How long a lease lasts without being renewed. */
  leaseMs: number;
  /** How often a demand for live frames is repeated, and how long one lasts. */
  demandEveryMs: number;
  demandLastsMs: number;
  /** How long another process may take to return its latest frame. */
  patienceMs: number;
  /** After how long without a message a meter's values are shown as stale. */
  silenceMs: number;
  /** How often the latest frames are written to the database. */
  keepFramesEveryMs: number;
}

const TIMINGS: HubTimings = {
  leaseMs: 10_000,
  renewEveryMs: 3_000,
  scanEveryMs: 2_000,
  compareEveryMs: 30_000,
  firstScanAfterMs: 500,
  forgetPeersAfterMs: 8_000,
  demandEveryMs: 5_000,
  demandLastsMs: 12_000,
  patienceMs: 1_000,
  silenceMs: 30_000,
  keepFramesEveryMs: 10_000,
};

/** The part of the server that polls meters and shows them to viewers. */
export interface MonitorHub {
  readonly meters: Meters;
  /** Starts polling. */
  start(app: Product): Promise<void>;
  /** Closes all connections to meters, hands the meters over to other processes, and writes pending data. */
  close(): Promise<void>;
}

interface HubOptions {
  db: Database;
  bus: Bus;
  /** Whether this is the installation's only process, so that all existing leases are obsolete. */
  isAlone: boolean;
  onError: (error: unknown) => void;
  timings?: Partial<HubTimings>;
}

export function createMonitorHub({ db, bus, isAlone, onError, timings: others }: HubOptions): MonitorHub {
  const timings = { ...TIMINGS, ...(isAlone && { firstScanAfterMs: 0 }), ...others };
  let keeper: Keeper | undefined;
  const closing: (() => unknown)[] = [];

  const viewers = createViewers({
    bus,
    onError,
    demandEveryMs: timings.demandEveryMs,
    patienceMs: timings.patienceMs,
    silenceMs: timings.silenceMs,
    watchHere: (unitId) => keeper?.readerOf(unitId)?.watch(),
    async lastStored(unitId) {
      const stored = await db.unitStatus.findUnique({ where: { unitId }, select: { lastFrame: true } });
      return Frame.safeParse(stored?.lastFrame).data ?? null;
    },
    async existing(unitIds) {
      const where = { id: { in: unitIds }, removedAt: null };
      return (await db.unit.findMany({ where, select: { id: true } })).map(({ id }) => id);
    },
  });

  return {
    meters: createMeters({
      bus,
      viewers,
      askHere: (unitId, request) => keeper?.readerOf(unitId)?.answer(request),
    }),

    async start(app) {
      // Readable in the database: shows which process polls a meter.
      const hubId = `${hostname()}:${process.pid}:${randomUUID()}`;
      const leases = createLeases(db, hubId, timings.leaseMs);
      if (isAlone) await leases.reset();
      const records = createRecords(app, {
        onError,
        keepFramesEveryMs: timings.keepFramesEveryMs,
        readers: () => keeper?.readers() ?? [],
        onFrame: viewers.take,
      });
      closing.push(records.close);
      const reserving = createOutage(app.log, 'reserving frame numbers');
      const started = await createKeeper({
        bus,
        installation: createHash('sha256').update('hubs').update(app.key).digest('hex').slice(0, 16),
        hubId,
        leases,
        log: app.log,
        timings,
        countUnits: () => db.unit.count({ where: { removedAt: null } }),
        loadUnits: (unitIds) => loadUnits(db, unitIds, onError),
        openReader: (unit, block) =>
          createReader(unit, {
            bus,
            numbers: createFrameNumbers(leases, unit.id, block, reserving),
            isOurs: () => leases.holds(unit.id),
            demandLastsMs: timings.demandLastsMs,
            events: records.of(unit),
          }),
      });
      keeper = started;
      closing.push(started.close);

      const check = (unitId?: string) => {
        Promise.all([started.changed(unitId), viewers.changed(unitId)]).catch(onError);
      };
      const leave = await bus.subscribe(topics.units, (message) => {
        const change = UnitsChanged.safeParse(message).data;
        if (change?.event === 'changed') check(change.unitId);
        else if (change) check();
      });
      // Messages sent while the bus was disconnected are lost.
      const stopWatching = bus.onReconnect(() => check());
      const checking = repeat(
        () => viewers.changed(),
        timings.compareEveryMs,
        createOutage(app.log, 'checking the meters being viewed'),
      );
      closing.push(leave, stopWatching, checking.stop);
    },

    async close() {
      viewers.close();
      for (const end of closing.splice(0).reverse()) await end();
    },
  };
}
