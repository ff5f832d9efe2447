import type { Frame, MeterFrame } from '../frame.ts';

/** A frame of a measuring meter; `fields` override its values. */
export function meterFrame(timestamp: string, fields: Partial<MeterFrame> = {}): MeterFrame {
  return {
    timestamp,
    measurementState: 'Start',
    lp: 50,
    leq: 52,
    lmax: 60,
    lmin: 45,
    lpeak: 72,
    ln1: 55,
    ln2: 54,
    ln3: 51,
    ln4: 47,
    ln5: 46,
    over: false,
    under: false,
    ...fields,
  };
}

export function feedFrame(timestamp: string, fields: Partial<Frame> = {}): Frame {
  return { ...meterFrame(timestamp), unitId: 'unit', seq: 0, feedStatus: 'ok', ...fields };
}
