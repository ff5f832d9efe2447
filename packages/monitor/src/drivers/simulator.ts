import { Temporal } from 'temporal-polyfill';
import type { Driver } from '../driver.ts';
import type { MeterFrame } from '../frame.ts';
import { createMeasurement } from '../measurement.ts';
import { createSite, seedOf } from '../site.ts';
import type { SimulatorSource } from '../source.ts';
import { createAlarm, isoNow, type Timers } from '../timers.ts';

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;

/** A meter that isn't there. What it shows depends on seed and time alone, so that several processes agree. */
export function createSimulatorDriver(source: SimulatorSource, timers: Timers): Driver {
  const alarm = createAlarm(timers);
  let intervalMs = SECOND;
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
        // On the full second, as its values are: what two processes read is the same frame.
        for (let at = floor(timers.now()); !stopped; at = floor(timers.now())) {
          onFrame(read(at));
          await alarm.wait(() => (stopped ? 0 : at + Math.max(SECOND, floor(intervalMs))));
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

/** The frames of a simulated meter at a time in ms, which is taken to the full second. Measures anew every hour. */
export function createSimulatedMeter(source: SimulatorSource, unitId: string, timezone = 'UTC') {
  const site = createSite(source.scene, source.seed ?? seedOf(unitId), offsetsOf(timezone));
  let hour = Number.NaN;
  let latest = Number.NaN;
  let measurement = createMeasurement(site, 0);

  return (now: number): MeterFrame => {
    const at = floor(now);
    const start = Math.floor(at / HOUR) * HOUR;
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

/** Lp of a simulated meter in dB, at any time in ms: what its frames of that time show, without a measurement around it. */
export function createSimulatedLevel(source: SimulatorSource, unitId: string, timezone = 'UTC') {
  const site = createSite(source.scene, source.seed ?? seedOf(unitId), offsetsOf(timezone));
  return (at: number): number => site.levelAt(floor(at));
}

function floor(ms: number): number {
  return Math.floor(ms / SECOND) * SECOND;
}

/** The zone's offset from UTC in ms, looked up once a quarter of an hour. */
function offsetsOf(timezone: string): (at: number) => number {
  const offsets = new Map<number, number>();
  return (at) => {
    const quarter = Math.floor(at / (HOUR / 4)) * (HOUR / 4);
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
