import { expect, onTestFinished, test } from 'vitest';
import type { Pace } from './driver.ts';
import { Frame } from './frame.ts';
import { createFrameStream } from './frame-stream.ts';
import { createManualTimers } from './testing/manual-timers.ts';
import { meterFrame } from './testing/meter-frame.ts';

const live: Pace = { kind: 'live', intervalMs: 1_000 };
const slow: Pace = { kind: 'slow', intervalMs: 60_000 };

test('frames are counted on from where the process before left off', () => {
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

test('unreachable is told once, after three failures in a row, and again that it is back', () => {
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

test('a meter that never answered is told as unreachable too, without values', () => {
  const { frames, fail } = start(live);
  fail(3);
  expect(frames).toMatchObject([{ feedStatus: 'unreachable', lp: null, measurementState: 'unknown' }]);
  expect(Frame.safeParse(frames[0]).success).toBe(true);
});

test('a heartbeat comes after 25 s of silence, and every 25 s of it', () => {
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

test('a meter that is silent for longer than its pace explains is stale, once', () => {
  const { timers, frames, value } = start(live);
  const news = () => frames.filter(({ heartbeat }) => !heartbeat).map(({ feedStatus }) => feedStatus);
  value(50.1);
  timers.advance(29_000);
  expect(news()).toEqual(['ok']);
  timers.advance(120_000);
  expect(news()).toEqual(['ok', 'stale']);
  expect(frames.at(-1)).toMatchObject({ heartbeat: true, feedStatus: 'stale' });
  value(50.2);
  expect(news()).toEqual(['ok', 'stale', 'ok']);
});

test('at the slow pace silence is normal for three minutes, and going live asks for patience first', () => {
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

test('a meter that answers no is not unreachable any more, but stale', () => {
  const { stream, fail } = start(live);
  fail(3);
  stream.state({ kind: 'refused', at: '2025-12-24T20:33:50.000Z', message: 'busy' });
  expect(stream.status).toBe('stale');
});

test('a stream that is closed says nothing more', () => {
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
