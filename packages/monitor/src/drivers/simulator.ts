import { Temporal } from 'temporal-polyfill';
import type { Driver } from '../driver.ts';
import type { MeterFrame } from '../frame.ts';
import { createMeasurement } from '../measurement.ts';
import { createSimulatedSite, seedOf } from '../site.ts';
import type { SimulatorSource } from '../source.ts';
import { createAlarm, isoNow, type Timers } from '../timers.ts';

const SECOND_MS = 1_000;
const HOUR_MS = 3_600 * SECOND_MS;

/** A simulated meter. Its values depend only on seed and time, so that several processes agree. */
export function createSimulatorDriver(source: SimulatorSource, timers: Timers): Driver {
  const alarm = createAlarm(timers);
  let intervalMs = SECOND_MS;
  let running: Promise<void> | undefined;
  let stopped = false;

  return {
    start(unit, pace, onFrame, onState) {
      intervalMs = pace.intervalMs;
      const read = createSimulatedMeter(source, unit.id, unit.timezone);
      onState({ kind: 'connected', at: isoNow(timers) });
      onState({ kind: 'reachable', at: isoNow(timers) });
      onState({ kind: 'measurement', at: isoNow(timers), state: 'Start' });
      onState({ kind: 'battery', at: isoNow(timers), level: 'Full' });
      onState({ kind: 'clock', at: isoNow(timers), driftSeconds: 0 });
      running = (async () => {
        // On the full second, so that two processes read the same frame.
        for (let at = toFullSecond(timers.now()); !stopped; at = toFullSecond(timers.now())) {
          onFrame(read(at));
          await alarm.wait(() => (stopped ? 0 : at + Math.max(SECOND_MS, toFullSecond(intervalMs))));
        }
      })();
    },
    setPace(pace) {
      intervalMs = pace.intervalMs;
      alarm.wake();
    },
    async stop() {
      stopped = true;
      alarm.wake();
      await running;
    },
  };
}

/** Returns a function from ms since the epoch to the frame of that second. The measurement restarts every hour. */
export function createSimulatedMeter(source: SimulatorSource, unitId: string, timezone = 'UTC') {
  const site = createSimulatedSite(source.scene, source.seed ?? seedOf(unitId), offsetsOf(timezone));
  let hour = Number.NaN;
  let latest = Number.NaN;
  let measurement = createMeasurement(site, 0);

  return (now: number): MeterFrame => {
    const at = toFullSecond(now);
    const start = Math.floor(at / HOUR_MS) * HOUR_MS;
    if (start !== hour || at < latest) {
      hour = start;
      measurement = createMeasurement(site, start);
    }
    latest = at;
    const { lp, leq, lmax, lmin, lpeak, ln } = measurement.at(at);
    const [ln1, ln2, ln3, ln4, ln5] = ln;
    return {
      timestamp: new Date(at).toISOString(),
      measurementState: 'Start',
      measurementStartTime: new Date(start).toISOString(),
      lp,
      leq,
      lmax,
      lmin,
      lpeak,
      ln1,
      ln2,
      ln3,
      ln4,
      ln5,
      over: false,
      under: false,
    };
  };
}

/** Returns a function from ms since the epoch to Lp in dB, as in the simulated meter's frames, without the cost of a measurement. */
export function createSimulatedLevel(source: SimulatorSource, unitId: string, timezone = 'UTC') {
  const site = createSimulatedSite(source.scene, source.seed ?? seedOf(unitId), offsetsOf(timezone));
  return (at: number): number => site.levelAt(toFullSecond(at));
}

function toFullSecond(ms: number): number {
  return Math.floor(ms / SECOND_MS) * SECOND_MS;
}

/** The zone's UTC offset in ms, cached per quarter of an hour, since offsets only change then. */
function offsetsOf(timezone: string): (at: number) => number {
  const offsets = new Map<number, number>();
  return (at) => {
    const quarter = Math.floor(at / (HOUR_MS / 4)) * (HOUR_MS / 4);
    let offset = offsets.get(quarter);
    if (offset === undefined) {
      const zoned = Temporal.Instant.fromEpochMilliseconds(quarter).toZonedDateTimeISO(timezone);
      offset = zoned.offsetNanoseconds / 1e6;
      if (offsets.size > 100) offsets.clear();
      offsets.set(quarter, offset);
    }
    return offset;
  };
}
