import { createMeasurement } from '../measurement.ts';
import { createSimulatedSite } from '../site.ts';
import type { Scene } from '../source.ts';
import type { Timers } from '../timers.ts';
import { formatClock, formatDod, formatDrd, idleDodChannel, idleDrdChannel } from './format.ts';
import { type DodChannel, parseClock, type ResultCode } from './protocol.ts';

export interface InstrumentOptions {
  timers: Timers;
  scene: Scene;
  seed: number;
  /** UTC offset of the instrument's clock, in ms; it has no time zones. */
  clockOffset: number;
}

/** A simulated NL-43 without the network: maps a command line to the lines of the answer. */
export interface Instrument {
  /** For `DRD?` only the result; the lines that follow come from `streamLine`. */
  answer(line: string): string[];
  streamLine(counter: number): string;
  readonly isMeasuring: boolean;
  setMeasuring(on: boolean): void;
  /** Sets how far the clock is off, in ms, on top of its UTC offset. */
  setDrift(ms: number): void;
  setBattery(level: string): void;
}

interface Setting {
  get?: () => string;
  set?: (value: string) => ResultCode;
}

export function createInstrument({ timers, scene, seed, clockOffset }: InstrumentOptions): Instrument {
  const site = createSimulatedSite(scene, seed, () => clockOffset);
  let measurement: ReturnType<typeof createMeasurement> | undefined;
  let drift = 0;
  let battery = 'Full';

  function setMeasuring(on: boolean) {
    measurement = on ? createMeasurement(site, timers.now()) : undefined;
  }

  function choice(value: string, values: string[], whileMeasuring = false): Setting {
    let current = value;
    return {
      get: () => current,
      set(next) {
        if (!values.includes(next)) return '0002';
        if (measurement && !whileMeasuring) return '0004';
        current = next;
        return '0000';
      },
    };
  }

  function mainChannel(): DodChannel {
    const now = timers.now();
    const values = measurement?.at(now);
    if (!values) return idleDodChannel(site.levelAt(now));
    const { ln, ...levels } = values;
    const [ln1, ln2, ln3, ln4, ln5] = ln;
    return { ...idleDodChannel(levels.lp), ...levels, ln1, ln2, ln3, ln4, ln5 };
  }

  const settings: Record<string, Setting> = {
    dod: { get: () => formatDod([mainChannel(), ...[1, 2, 3].map(() => idleDodChannel(null))]) },
    drd: { get: () => '' },
    measure: {
      get: () => (measurement ? 'Start' : 'Stop'),
      set(value) {
        if (value !== 'Start' && value !== 'Stop') return '0002';
        const on = value === 'Start';
        if (on === (measurement !== undefined)) return '0004';
        setMeasuring(on);
        return '0000';
      },
    },
    clock: {
      get: () => formatClock(timers.now() + clockOffset + drift),
      set(value) {
        const local = parseClock(value);
        if (local === undefined) return '0002';
        if (measurement) return '0004';
        drift = Date.parse(`${local}Z`) - timers.now() - clockOffset;
        return '0000';
      },
    },
    'battery level': { get: () => battery },
    'frequency weighting (main)': choice('A', ['A', 'C', 'Z']),
    'time weighting (main)': choice('S', ['F', 'S', 'I']),
    'sleep mode': choice('Off', ['On', 'Off'], true),
    ftp: choice('Off', ['On', 'Off'], true),
  };

  return {
    answer(line) {
      // The single spaces in names are mandatory; case is ignored.
      const [, name = '', mark, value = ''] = /^([^?,]*)([?,]?)(.*)$/.exec(line) ?? [];
      const setting = settings[name.toLowerCase()];
      if (!setting || (mark === '?' && value !== '')) return ['R+0001'];
      if (mark === '?') return ['R+0000', setting.get?.() ?? ''].filter((one) => one !== '');
      if (!setting.set) return ['R+0003'];
      return [`R+${mark === ',' ? setting.set(value) : '0002'}`];
    },
    streamLine(counter) {
      const main = mainChannel();
      const { lp, leq, lmax, lmin, lpeak, lieq, over, under } = main;
      return formatDrd({
        counter,
        channels: [
          { lp, leq, lmax, lmin, lpeak, lieq, over, under },
          ...[1, 2, 3].map(() => idleDrdChannel(null)),
        ],
      });
    },
    get isMeasuring() {
      return measurement !== undefined;
    },
    setMeasuring,
    setDrift(ms) {
      drift = ms;
    },
    setBattery(level) {
      battery = level;
    },
  };
}
