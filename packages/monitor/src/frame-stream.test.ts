import { expect, onTestFinished, test } from 'vitest';
import type { Pace } from './driver.ts';
import { Frame } from './frame.ts';
import { createFrameStream } from './frame-stream.ts';
import { createManualTimers } from './testing/manual-timers.ts';
import { meterFrame } from './testing/meter-frame.ts';

const live: Pace = { kind: 'live', intervalMs: 1_000 };
const slow: Pace = { kind: 'slow', intervalMs: 60_000 };

test('sequence numbers continue from where the previous process stopped', () => {
  const { stream, frames, value } = start(live, 41);
  value(50.1);
  value(50.2);
  expect(frames).toMatchObject([
    { unitId: 'unit', seq: 41, lp: 50.1, feedStatus: 'ok' },
    { seq: 42, lp: 50.2, feedStatus: 'ok' },
  ]);
  expect(stream.nextSeq).toBe(43);
  for (const frame of frames) expect(Frame.parse(frame)).toEqual(frame);
});

test('a meter becomes unreachable once, after three consecutive failures, and recovers with the next value', () => {
  const { frames, value, fail } = start(live);
  value(50.1);
  fail(1);
  fail(2);
  expect(frames).toHaveLength(1);
  fail(3);
  fail(4);
  fail(5);
  expect(frames.slice(1)).toMatchObject([{ seq: 1, feedStatus: 'unreachable', lp: 50.1 }]);
  expect(frames[1]?.timestamp).toBe(frames[0]?.timestamp);
  value(50.2);
  expect(frames.slice(2)).toMatchObject([{ seq: 2, feedStatus: 'ok', lp: 50.2 }]);
});

test('a meter that never answered becomes unreachable too, without values', () => {
  const { frames, fail } = start(live);
  fail(3);
  expect(frames).toMatchObject([{ feedStatus: 'unreachable', lp: null, measurementState: 'unknown' }]);
  expect(Frame.safeParse(frames[0]).success).toBe(true);
});

test('a heartbeat is sent every 25 s without a frame', () => {
  const { timers, frames, value } = start(slow);
  value(50.1);
  timers.advance(24_999);
  expect(frames).toHaveLength(1);
  timers.advance(1);
  timers.advance(25_000);
  expect(frames.slice(1)).toMatchObject([
    { seq: 1, heartbeat: true, feedStatus: 'ok', lp: 50.1, timestamp: frames[0]?.timestamp },
    { seq: 2, heartbeat: true, feedStatus: 'ok' },
  ]);
  value(50.2);
  timers.advance(24_000);
  expect(frames).toHaveLength(4);
  expect(frames[3]).not.toHaveProperty('heartbeat');
});

test('a meter without a new value for longer than its pace allows becomes stale, once', () => {
  const { timers, frames, value } = start(live);
  const statuses = () => frames.filter(({ heartbeat }) => !heartbeat).map(({ feedStatus }) => feedStatus);
  value(50.1);
  timers.advance(29_000);
  expect(statuses()).toEqual(['ok']);
  timers.advance(120_000);
  expect(statuses()).toEqual(['ok', 'stale']);
  expect(frames.at(-1)).toMatchObject({ heartbeat: true, feedStatus: 'stale' });
  value(50.2);
  expect(statuses()).toEqual(['ok', 'stale', 'ok']);
});

test('at the slow pace three minutes without a value are normal, and switching to live restarts the wait', () => {
  const { timers, stream, value } = start(slow);
  value(50.1);
  timers.advance(170_000);
  expect(stream.status).toBe('ok');
  stream.setPace(live);
  timers.advance(29_000);
  expect(stream.status).toBe('ok');
  timers.advance(1_000);
  expect(stream.status).toBe('stale');
});

test('an unreachable meter that rejects a request becomes stale', () => {
  const { stream, fail } = start(live);
  fail(3);
  stream.state({ kind: 'refused', at: '2025-12-24T20:33:50.000Z', message: 'busy' });
  expect(stream.status).toBe('stale');
});

test('a closed stream sends nothing', () => {
  const { timers, stream, frames, value, fail } = start(live);
  stream.close();
  value(50);
  fail(3);
  timers.advance(120_000);
  expect(frames).toEqual([]);
});

function start(pace: Pace, nextSeq = 0) {
  const timers = createManualTimers();
  const frames: Frame[] = [];
  const stream = createFrameStream({
    unitId: 'unit',
    nextSeq,
    pace,
    timers,
    onFrame: (frame) => frames.push(frame),
  });
  onTestFinished(() => stream.close());
  const at = () => new Date(timers.now()).toISOString();
  return {
    timers,
    stream,
    frames,
    value: (lp: number) => stream.frame(meterFrame(at(), { lp })),
    fail: (failures: number) => stream.state({ kind: 'failure', at: at(), message: 'no answer', failures }),
  };
}
