import type { Frame } from '@sitecast/monitor';
import { feedFrame } from '@sitecast/monitor/testing';

/** A frame of this meter, of a second later for each `seq`. */
export function testFrame(unitId: string, seq: number, more: Partial<Frame> = {}): Frame {
  const timestamp = new Date(Date.UTC(2026, 2, 1, 12) + seq * 1_000).toISOString();
  return feedFrame(timestamp, { unitId, seq, ...more });
}
