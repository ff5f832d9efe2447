import { describe, expect, onTestFinished, test } from 'vitest';
import type { DriverState, Pace } from '../driver.ts';
import type { MeterFrame } from '../frame.ts';
import { type SimulatorOptions, startNl43Simulator } from '../nl43/simulator.ts';
import { createManualTimers } from '../testing/manual-timers.ts';
import { createNl43Driver } from './nl43.ts';

const live: Pace = { kind: 'live', intervalMs: 1_000 };
const slow: Pace = { kind: 'slow', intervalMs: 60_000 };

describe('a healthy meter', () => {
  test('is read about once a second while someone is viewing, on one connection, with the required pauses', async () => {
    const { timers, simulator, frames } = await start(live);
    await timers.pass(61_000);
    const { commands, connections, maxOpen, tooEarly } = simulator.stats;
    expect(tooEarly).toBe(0);
    expect([connections, maxOpen]).toEqual([1, 1]);
    expect(frames.length).toBeGreaterThan(50);
    expect(commands.filter((one) => one === 'Measure?')).toHaveLength(3);
    expect(commands.filter((one) => one === 'Clock?')).toHaveLength(1);
    expect(commands.filter((one) => one === 'Battery Level?')).toHaveLength(1);
  });

  test('is read at the slow pace while nobody is viewing, and at once when someone starts', async () => {
    const { timers, driver, frames, simulator } = await start(slow);
    await timers.pass(119_000);
    expect(frames).toHaveLength(2);
    await timers.pass(30_000);
    const before = frames.length;
    driver.setPace(live);
    await timers.until(() => expect(frames).toHaveLength(before + 1), 1_000);
    driver.setPace(slow);
    await timers.pass(50_000);
    expect(frames).toHaveLength(before + 1);
    expect(simulator.stats.tooEarly).toBe(0);
  });

  test('sends frames with the values of its main channel', async () => {
    const { timers, frames, states } = await start(live);
    await timers.until(() => expect(frames).toHaveLength(3));
    const last = frames.at(-1)!;
    expect(last).toMatchObject({ measurementState: 'Start', over: false, under: false });
    expect(last.rawPayload?.split(',')).toHaveLength(64);
    expect(last.rawPayload).toContain(last.lp!.toFixed(1));
    expect(Date.parse(last.timestamp)).toBeLessThanOrEqual(timers.now());
    await timers.until(() => expect(kinds(states)).toContain('battery'));
    expect(kinds(states)).toEqual(['connected', 'measurement', 'reachable', 'clock', 'battery']);
    expect(states).toContainEqual(expect.objectContaining({ kind: 'battery', level: 'Full' }));
    expect(states).toContainEqual(expect.objectContaining({ kind: 'clock', driftSeconds: 0 }));
  });

  test('is started and stopped, and rejects a second stop', async () => {
    const { timers, driver, frames, states } = await start(live);
    await timers.until(() => expect(frames).toHaveLength(1));
    const control = async (action: Promise<void> | undefined) => {
      let outcome: unknown = 'pending';
      action?.then(
        () => {
          outcome = 'done';
        },
        (error) => {
          outcome = error;
        },
      );
      await timers.until(() => expect(outcome).not.toBe('pending'));
      return outcome;
    };

    expect(await control(driver.stopMeasuring?.())).toBe('done');
    await timers.until(() => expect(frames.at(-1)).toMatchObject({ measurementState: 'Stop', leq: null }));
    expect(await control(driver.stopMeasuring?.())).toMatchObject({
      code: 'refused',
      message: expect.stringContaining('R+0004'),
    });
    expect(await control(driver.startMeasuring?.())).toBe('done');
    await timers.until(() =>
      expect(frames.at(-1)).toMatchObject({
        measurementState: 'Start',
        measurementStartTime: expect.stringMatching(/^2025-12-24T/),
        leq: expect.any(Number),
      }),
    );
    const measurements = states.filter(({ kind }) => kind === 'measurement');
    expect(measurements).toMatchObject([{ state: 'Start' }, { state: 'Stop' }, { state: 'Start' }]);
  });
});

describe('a faulty meter', () => {
  test.each(['garbage', 'half-lines', 'prompt', 'slow'] as const)(
    'is read despite the fault: %s',
    async (fault) => {
      const { timers, frames, states, simulator } = await start(live, { faults: [fault] });
      await timers.until(() => expect(frames).toHaveLength(5), 30_000);
      expect(kinds(states)).not.toContain('failure');
      expect(frames.every(({ lp, leq }) => lp !== null && leq !== null)).toBe(true);
      expect(simulator.stats.connections).toBe(1);
    },
  );

  test('that is busy counts as reachable and is read again when it is free', async () => {
    const { timers, frames, states, simulator } = await start(live, { faults: ['busy'] });
    await timers.until(() => expect(kinds(states)).toContain('refused'));
    await timers.pass(5_000);
    expect(frames).toEqual([]);
    expect(kinds(states)).not.toContain('failure');
    await simulator.setFault('busy', false);
    await timers.until(() => expect(frames).not.toEqual([]));
  });

  test('that does not answer within 3 s is disconnected and retried with increasing delays', async () => {
    const { timers, states, simulator } = await start(slow, { faults: ['silent'] });
    await timers.until(() => expect(failures(states)).toHaveLength(6), 120_000);
    expect(failures(states)[0]).toMatchObject({ failures: 1, message: 'No answer to Measure? within 3 s' });
    expect(failures(states)[2]).toMatchObject({ failures: 3 });
    const connects = connectedAt(states);
    const waits = connects.slice(1).map((at, index) => Math.round((at - connects[index]!) / 1_000) - 3);
    expect(waits).toEqual([1, 2, 4, 8, 16]);

    await simulator.setFault('silent', false);
    await timers.until(() => expect(states.at(-1)?.kind).toBe('battery'), 60_000);
    expect(kinds(states)).toContain('reachable');
  });

  test('that drops the connection is read again after a second', async () => {
    const { timers, frames, states, simulator } = await start(live);
    await timers.until(() => expect(frames).toHaveLength(2));
    simulator.disconnect();
    await timers.until(() => expect(states.at(-1)?.kind).toBe('disconnected'));
    const lost = timers.now();
    await timers.until(() => expect(frames).toHaveLength(3));
    expect(timers.now() - lost).toBeLessThan(2_000);
    await simulator.setFault('drop', true);
    await timers.until(() => expect(simulator.stats.connections).toBe(5), 60_000);
    expect(simulator.stats.maxOpen).toBe(1);
  });

  test('that refuses connections is retried every 5 s while someone is viewing, every 60 s otherwise', async () => {
    const { timers, driver, states, simulator } = await start(live);
    await timers.until(() => expect(kinds(states)).toContain('reachable'));
    await simulator.setFault('wedge', true);
    await timers.pass(60_000);
    expect(gaps(failures(states)).slice(-3)).toEqual([5, 5, 5]);
    driver.setPace(slow);
    await timers.pass(200_000);
    expect(gaps(failures(states)).slice(-2)).toEqual([60, 60]);
    // Someone starts viewing in the middle of a long wait.
    const before = failures(states).length;
    await timers.pass(20_000);
    driver.setPace(live);
    await timers.until(() => expect(failures(states).length).toBe(before + 1), 1_000);
  });

  test('that has refused connections for ten minutes is reported as stuck once, with what to do', async () => {
    const { timers, states, simulator } = await start(slow);
    await timers.until(() => expect(kinds(states)).toContain('reachable'));
    await simulator.setFault('wedge', true);
    const wedged = () => states.filter(({ kind }) => kind === 'wedged');
    await timers.pass(9 * 60_000);
    expect(wedged()).toEqual([]);
    await timers.pass(6 * 60_000);
    expect(wedged()).toMatchObject([{ message: expect.stringContaining('off and on') }]);

    await simulator.setFault('wedge', false);
    await timers.until(() => expect(states.at(-1)?.kind).toBe('battery'), 61_000);
    await simulator.setFault('wedge', true);
    await timers.pass(12 * 60_000);
    expect(wedged()).toHaveLength(2);
  });

  test('reports how far its clock is off, in the time zone of its site', async () => {
    const { timers, states, simulator } = await start(slow, { clockOffsetMinutes: 60 }, 'Europe/Berlin');
    const drifts = () => states.flatMap((state) => (state.kind === 'clock' ? [state.driftSeconds] : []));
    await timers.until(() => expect(drifts()).toEqual([0]));
    await simulator.setFault('clock-drift', true);
    await timers.until(() => expect(drifts()).toHaveLength(2), 11 * 60_000);
    expect(drifts()).toEqual([0, 95]);
  });
});

test('a stopped driver closes the connection and reports nothing more', async () => {
  const { timers, driver, frames, states, simulator } = await start(live);
  await timers.until(() => expect(frames).toHaveLength(1));
  await driver.stop();
  const before = [frames.length, states.length];
  await timers.until(() => expect(simulator.stats.open).toBe(0));
  await timers.pass(5_000);
  expect([frames.length, states.length]).toEqual(before);
  await expect(driver.startMeasuring?.()).rejects.toMatchObject({ code: 'unreachable' });
});

test('a forbidden address is never connected to', async () => {
  const timers = createManualTimers();
  const states: DriverState[] = [];
  const driver = createNl43Driver({ kind: 'nl43', host: '169.254.169.254', port: 80 }, timers);
  const source = { kind: 'nl43', host: '169.254.169.254', port: 80 } as const;
  driver.start(
    { id: 'unit', source },
    live,
    () => {},
    (state) => states.push(state),
  );
  await timers.until(() => expect(failures(states).length).toBeGreaterThan(1));
  expect(failures(states)[0]?.message).toBe('This address is not allowed for a meter');
  await driver.stop();
});

async function start(pace: Pace, options: SimulatorOptions = {}, timezone?: string) {
  const timers = createManualTimers();
  const simulator = await startNl43Simulator({ timers, ...options });
  const source = { kind: 'nl43', host: '127.0.0.1', port: simulator.port } as const;
  const driver = createNl43Driver(source, timers);
  const frames: MeterFrame[] = [];
  const states: DriverState[] = [];
  driver.start(
    { id: 'unit', source, timezone },
    pace,
    (frame) => frames.push(frame),
    (state) => states.push(state),
  );
  onTestFinished(async () => {
    await driver.stop();
    await simulator.close();
  });
  return { timers, simulator, driver, frames, states };
}

function kinds(states: DriverState[]) {
  return states.map(({ kind }) => kind);
}

function failures(states: DriverState[]) {
  return states.filter((state) => state.kind === 'failure');
}

function connectedAt(states: DriverState[]): number[] {
  return states.flatMap((state) => (state.kind === 'connected' ? [Date.parse(state.at)] : []));
}

/** Seconds between consecutive states. */
function gaps(states: { at: string }[]): number[] {
  return states.slice(1).map(({ at }, i) => Math.round((Date.parse(at) - Date.parse(states[i]!.at)) / 1_000));
}
