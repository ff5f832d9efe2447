import type { Frame } from '@sitecast/monitor';

/** A frame in which every level is the same. */
export function testFrame(unitId: string, at: Date, level: number, rest: Partial<Frame> = {}): Frame {
  return {
    unitId,
    seq: 1,
    timestamp: at.toISOString(),
    measurementState: 'Start',
    lp: level,
    leq: level,
    lmax: level,
    lmin: level,
    lpeak: level,
    ln1: level,
    ln2: level,
    ln3: level,
    ln4: level,
    ln5: level,
    over: false,
    under: false,
    feedStatus: 'ok',
    ...rest,
  };
}
