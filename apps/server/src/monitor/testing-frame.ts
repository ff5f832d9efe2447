import type { Frame } from '@sitecast/monitor';

/** A frame with believable values: of a second later for each `seq`. */
export function testFrame(unitId: string, seq: number, more: Partial<Frame> = {}): Frame {
  return {
    unitId,
    seq,
    timestamp: new Date(Date.parse('2026-03-01T12:00:00.000Z') + seq * 1_000).toISOString(),
    measurementState: 'Start',
    lp: 46.2,
    leq: 43.7,
    lmax: 53.7,
    lmin: 44.1,
    lpeak: 59,
    ln1: 44.2,
    ln2: 44.2,
    ln3: 43.7,
    ln4: 43.4,
    ln5: null,
    over: false,
    under: false,
    feedStatus: 'ok',
    ...more,
  };
}
