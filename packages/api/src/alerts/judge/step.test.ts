import { expect, test } from 'vitest';
import { createJudgeWorld } from '../../testing/judge-world.ts';

/** A process with loaded rules and nothing to write. */
function setUp(options: { forSeconds?: number } = {}) {
  const world = createJudgeWorld(options);
  const process = world.addProcess();
  world.hear(50, process);
  world.settle(process);
  return { world, process };
}

test('an onset is written at once, a higher peak with the next flush', () => {
  const { world, process } = setUp();
  const { at: onsetAt } = world.hear(71, process);
  expect(process.asked).toMatchObject({ do: 'write', write: { kind: 'transition' } });
  world.answer(process);
  const { at: peakAt } = world.hear(80, process);
  expect(process.asked).toBeNull();
  world.dispatch(process, { type: 'flush', now: world.now() });
  world.answer(process);
  expect(world.alerts()).toEqual([{ onsetAt, clearedAt: null, peak: 80, peakAt }]);
  expect(process.meter?.phase).toBe('ready');
});

test('rules that change while they are being loaded are loaded again before anything is judged', () => {
  const { world, process } = setUp();
  world.announceChange();
  world.hear(75, process);
  expect(process.asked).toMatchObject({ do: 'load' });
  world.announceChange();
  world.answer(process);
  expect(process.asked).toMatchObject({ do: 'load' });
  expect(process.meter).toMatchObject({ phase: 'loading', pending: [], waiting: [{ type: 'frame' }] });
  world.answer(process);
  expect(process.asked).toMatchObject({ do: 'write' });
});

test('while the database is unreachable an alert is kept and judged on, and stored once as a whole', () => {
  const { world, process } = setUp();
  process.isOnline = false;
  const { at: onsetAt } = world.hear(75, process);
  world.answer(process);
  const { at: clearedAt } = world.hear(60, process);
  expect(process.meter).toMatchObject({ phase: 'offline', pending: [{}, {}] });
  expect(process.asked).toBeNull();
  world.settle(process);
  expect(world.alerts()).toEqual([{ onsetAt, clearedAt, peak: 75, peakAt: onsetAt }]);
  expect(process.meter).toMatchObject({ phase: 'ready', pending: [] });
});

test('when the load is slow, more than 120 waiting measurements are judged by the known rules', () => {
  const { world, process } = setUp();
  world.announceChange();
  const { at: onsetAt } = world.hear(75, process);
  for (let n = 0; n < 119; n++) world.hear(72, process);
  expect(process.meter).toMatchObject({ phase: 'loading', pending: [] });
  world.hear(72, process);
  expect(process.meter).toMatchObject({ phase: 'recovering', waiting: [], pending: [{}] });
  world.settle(process);
  expect(world.alerts()).toMatchObject([{ onsetAt, clearedAt: null }]);
});

test('without known rules the oldest of more than 120 waiting measurements are dropped', () => {
  const world = createJudgeWorld();
  const process = world.addProcess();
  for (let n = 0; n < 125; n++) world.hear(50, process);
  expect(process.meter?.waiting).toHaveLength(120);
  expect(world.dropped).toEqual({ frames: 5, alerts: 0 });
});

test('of more than 200 pending transitions the oldest whole alerts are dropped, never an open one', () => {
  const { world, process } = setUp();
  const { at: onsetAt } = world.hear(75, process);
  world.settle(process);
  process.isOnline = false;
  const { at: clearedAt } = world.hear(60, process);
  world.answer(process);
  for (let n = 0; n < 120; n++) for (const level of [75, 60]) world.hear(level, process);
  expect(world.dropped.alerts).toBe(21);
  world.settle(process);
  expect(world.alerts()[0]).toMatchObject({ onsetAt, clearedAt });
  expect(world.alerts()).toHaveLength(100);
});

test('a released meter is forgotten once its alerts are written, and the process that reads it learns of them', () => {
  const { world, process } = setUp();
  const other = world.addProcess();
  process.isOnline = false;
  world.hear(75, process);
  world.answer(process);
  world.dispatch(process, { type: 'released', now: world.now() });
  expect(process.meter).toMatchObject({ phase: 'offline', isReleased: true });
  world.hear(50, other);
  world.settle(other);
  expect(world.alerts()).toEqual([]);
  world.settle(process);
  expect(process.meter).toBeNull();
  const { at: clearedAt } = world.hear(50, other);
  world.settle(other);
  expect(world.alerts()).toMatchObject([{ clearedAt }]);
});

test('a pending onset is written at once, so that a restart does not begin it anew', () => {
  const { world, process } = setUp({ forSeconds: 5 });
  world.hear(75, process);
  expect(process.asked).toMatchObject({ do: 'write', write: { kind: 'state', state: { pending: {} } } });
});

test('rules and states are loaded again when the database was ahead', () => {
  const { world, process } = setUp();
  const other = world.addProcess();
  world.hear(75, process, other);
  world.settle(other);
  world.answer(process);
  expect(process.meter).toMatchObject({ phase: 'ready' });
  world.hear(76, process);
  expect(process.asked).toMatchObject({ do: 'load' });
});

test('a meter that is read again after a release loads its rules again', () => {
  const { world, process } = setUp();
  world.hear(75, process);
  world.dispatch(process, { type: 'released', now: world.now() });
  world.hear(76, process);
  expect(process.meter).toMatchObject({ phase: 'loading', isReleased: false, waiting: [{}] });
  world.answer(process);
  expect(process.asked).toMatchObject({ do: 'load' });
});
