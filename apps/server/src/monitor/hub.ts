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
  /** How long a meter is this process's without being prolonged. */
  leaseMs: number;
  /** How often it is said that somebody watches, and how long that holds. */
  demandEveryMs: number;
  demandLastsMs: number;
  /** How long another process may take to say what the newest frame is. */
  patienceMs: number;
  /** Without a sign of life for so long a meter's viewers are told that its values are old. */
  silenceMs: number;
  /** How often the newest frames are kept in the database. */
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

/** The part of a server that reads meters, and shows them to whoever watches. */
export interface MonitorHub {
  readonly meters: Meters;
  /** Begins to read. */
  start(app: Product): Promise<void>;
  /** Ends every connection to a meter, gives the meters up to other processes, and writes what is pending. */
  close(): Promise<void>;
}

interface HubOptions {
  db: Database;
  bus: Bus;
  /** This process is the only one of its installation: whoever held a lease is gone. */
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
    async lastKept(unitId) {
      const kept = await db.unitStatus.findUnique({ where: { unitId }, select: { lastFrame: true } });
      return Frame.safeParse(kept?.lastFrame).data ?? null;
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
      // Whoever looks into the database sees which process reads a meter.
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
      const reserving = createOutage(app.log, 'reserving numbers of frames');
      const reading = await createKeeper({
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
      keeper = reading;
      closing.push(reading.close);

      const look = (unitId?: string) => {
        Promise.all([reading.changed(unitId), viewers.changed(unitId)]).catch(onError);
      };
      const leave = await bus.subscribe(topics.units, (message) => {
        const news = UnitsChanged.safeParse(message).data;
        if (news?.event === 'changed') look(news.unitId);
        else if (news) look();
      });
      // News that came while the bus was away are lost.
      const stopWatching = bus.onReconnect(() => look());
      const checking = repeat(
        () => viewers.changed(),
        timings.compareEveryMs,
        createOutage(app.log, 'looking whether watched meters are there'),
      );
      closing.push(leave, stopWatching, checking.stop);
    },

    async close() {
      viewers.close();
      for (const end of closing.splice(0).reverse()) await end();
    },
  };
}
