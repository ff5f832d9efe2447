import { Frame, unknownStatus } from '@sitecast/monitor';
import { describe, expect, test } from 'vitest';
import { logUnit, type ReadStatus, saveUnitStatus } from '../../index.ts';
import { createTestApi, type TestApi } from '../../testing/index.ts';

const frameAt = (timestamp: string, lp = 50) => ({ timestamp, lp });

async function setUp(api: TestApi) {
  const mine = await api.buildWorkspace();
  return { mine, operator: mine.as('operator') };
}

describe('a meter', () => {
  test('is created, updated and removed, and the process that polls it is notified', async () => {
    await using api = await createTestApi();
    const { mine, operator } = await setUp(api);

    const unit = await operator.units.create({ name: 'A', source: { kind: 'nl43', host: '10.0.0.7' } });

    expect(unit).toEqual({
      id: expect.any(String),
      name: 'A',
      model: '',
      source: { kind: 'nl43', host: '10.0.0.7', port: 2255 },
      slowPaceSec: 60,
      location: null,
      reachable: null,
      lastFrame: null,
      createdAt: api.clock.now().toISOString(),
    });
    const { id: unitId } = unit;
    const changes = { name: 'B', model: 'NL-43', source: { kind: 'push' as const }, slowPaceSec: 30 };
    expect(await operator.units.update({ unitId, ...changes })).toEqual({ ...unit, ...changes });
    await operator.units.remove({ unitId });
    expect(await operator.units.list({})).toMatchObject({ items: [] });
    await expect(operator.units.status({ unitId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(api.meters.changedUnits).toEqual([unitId, unitId, unitId]);
    const { items } = await mine.as('admin').audit.list({ scope: 'workspace', action: 'unit.*' });
    expect(items.map(({ action }) => action)).toEqual(['unit.remove', 'unit.update', 'unit.create']);
  });

  test.each([
    { kind: 'ftp' },
    { kind: 'nl43' },
    { kind: 'nl43', host: '169.254.169.254' },
    { kind: 'nl43', host: 'meter', port: 0 },
    { kind: 'push', host: 'meter' },
    null,
  ])('cannot have the source %j', async (source) => {
    await using api = await createTestApi();
    const { operator } = await setUp(api);
    await expect(
      operator.units.create({ name: 'A', source: source as { kind: 'push' } }),
    ).rejects.toMatchObject({ code: 'BAD_REQUEST', message: expect.stringContaining('source') });
  });

  test('is invisible to other workspaces', async () => {
    await using api = await createTestApi();
    const { id: unitId } = await api.buildUnit();
    const { mine, operator } = await setUp(api);
    const gate = await api.buildLocation({ workspace: mine });
    for (const call of [
      () => operator.units.get({ unitId }),
      () => operator.units.update({ unitId, name: 'Mine' }),
      () => operator.units.remove({ unitId }),
      () => operator.units.assign({ unitId, locationId: gate.id }),
      () => operator.units.move({ unitId, locationId: gate.id }),
      () => operator.units.unassign({ unitId }),
      () => operator.units.assignments({ unitId }),
      () => operator.units.status({ unitId }),
      () => operator.units.log({ unitId }),
      () => operator.units.recent({ unitId }),
      () => operator.units.push({ unitId, frames: [frameAt('2026-01-01T00:00:00Z')] }),
      () => operator.units.startMeasuring({ unitId }),
      () => operator.units.stopMeasuring({ unitId }),
    ])
      await expect(call()).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const live = await operator.units.live({ unitId });
    await expect(live[Symbol.asyncIterator]().next()).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(api.meters).toMatchObject({ changedUnits: [], pushed: new Map(), measuring: new Map() });
  });
});

describe('status', () => {
  const frame = Frame.parse({
    unitId: 'x',
    seq: 1,
    timestamp: '2026-01-01T00:00:00.000Z',
    measurementState: 'Start',
    ...Object.fromEntries(
      ['lp', 'leq', 'lmax', 'lmin', 'lpeak', 'ln1', 'ln2', 'ln3', 'ln4', 'ln5'].map((name) => [name, 50]),
    ),
    over: false,
    under: false,
    feedStatus: 'ok',
  });

  test('is unknown before the first poll', async () => {
    await using api = await createTestApi();
    const { mine, operator } = await setUp(api);
    const { id: unitId } = await api.buildUnit({ workspace: mine });
    expect(await operator.units.status({ unitId })).toMatchObject({
      unitId,
      reachable: null,
      failures: 0,
      lastFrame: null,
      measurementState: 'unknown',
      connectionUptimeSeconds: null,
      clockWarning: false,
      updatedAt: null,
    });
  });

  test('shows what has been stored, and keeps the last frame', async () => {
    await using api = await createTestApi();
    const { mine, operator } = await setUp(api);
    const { id: unitId } = await api.buildUnit({ workspace: mine });
    const at = api.clock.now();
    const status = { ...unknownStatus, reachable: true, connectedSince: at.toISOString() };
    const save = (known: ReadStatus) => saveUnitStatus(api.app, new Map([[unitId, known]]));
    await save({ status, lastFrame: frame });
    const more = { ...status, battery: 'Full', clockDriftSeconds: -60 };
    await save({ status: more, lastFrame: null });
    api.clock.advance(90);

    expect(await operator.units.status({ unitId })).toMatchObject({
      reachable: true,
      connectedSince: at.toISOString(),
      connectionUptimeSeconds: 90,
      battery: 'Full',
      batteryLow: false,
      clockDriftSeconds: -60,
      clockWarning: false,
      feedStatus: 'ok',
      warning: null,
      lastFrame: frame,
    });
    const unreachable = { ...more, clockDriftSeconds: -61, reachable: false, connectedSince: null };
    await save({ status: unreachable, lastFrame: null });
    expect(await operator.units.status({ unitId })).toMatchObject({
      reachable: false,
      clockWarning: true,
      connectionUptimeSeconds: null,
      lastFrame: frame,
    });
    expect(await operator.units.get({ unitId })).toMatchObject({ reachable: false, lastFrame: { lp: 50 } });
  });

  test('the connection log keeps the newest thousand lines', async () => {
    await using api = await createTestApi();
    const { mine, operator } = await setUp(api);
    const { id: unitId } = await api.buildUnit({ workspace: mine });
    const other = await api.buildUnit({ workspace: mine });
    await logUnit(api.app, other.id, { level: 'info', message: 'another' });
    await api.app.db.unitLog.createMany({
      data: Array.from({ length: 1005 }, (_, i) => ({
        id: `018f0000-0000-7000-8000-${String(i).padStart(12, '0')}`,
        unitId,
        at: api.clock.now(),
        level: 'info',
        message: String(i),
      })),
    });
    await logUnit(api.app, unitId, { level: 'error', message: 'a'.repeat(600) });
    expect(await api.app.db.unitLog.count({ where: { unitId } })).toBe(1000);
    const { items } = await operator.units.log({ unitId, limit: 2 });
    expect(items).toMatchObject([
      { level: 'error', message: 'a'.repeat(500) },
      { level: 'info', message: '1004' },
    ]);
    expect(await operator.units.log({ unitId: other.id })).toMatchObject({ items: [{ message: 'another' }] });
  });

  test('streams live, starting with the latest frame', async () => {
    await using api = await createTestApi();
    const { mine } = await setUp(api);
    const { id: unitId } = await api.buildUnit({ workspace: mine });
    api.meters.measure(unitId, frame);
    const leaving = new AbortController();
    const live = await mine.as('viewer', { signal: leaving.signal }).units.live({ unitId });
    const values = live[Symbol.asyncIterator]();
    expect(await values.next()).toMatchObject({ value: { frame: { seq: 1 } } });
    api.meters.measure(unitId, { ...frame, seq: 2 });
    expect(await values.next()).toMatchObject({ value: { frame: { seq: 2 } } });
    leaving.abort();
    expect(await values.next()).toMatchObject({ done: true });
    expect(await mine.as('viewer').units.recent({ unitId })).toMatchObject({
      frames: [{ seq: 1 }, { seq: 2 }],
    });
  });
});

describe('pushing frames', () => {
  test('passes them on in UTC with missing fields filled in', async () => {
    await using api = await createTestApi();
    const { mine } = await setUp(api);
    const { id: unitId } = await api.buildUnit({ workspace: mine });
    const frames = [frameAt('2026-01-01T00:00:00Z'), frameAt('2026-01-01T01:00:01.5+01:00', 51.26)];
    const token = mine.withToken('write');

    expect(await token.units.push({ unitId, frames })).toEqual({ accepted: 2, ignored: 0 });

    expect(api.meters.pushed.get(unitId)).toMatchObject([
      { timestamp: '2026-01-01T00:00:00.000Z', lp: 50, leq: null, measurementState: 'unknown', over: null },
      { timestamp: '2026-01-01T00:00:01.500Z', lp: 51.3 },
    ]);
    expect(await token.units.push({ unitId, frames })).toEqual({ accepted: 0, ignored: 2 });
  });

  test.each([
    ['none', []],
    ['more than a hundred', Array.from({ length: 101 }, () => frameAt('2026-01-01T00:00:00Z'))],
    ['no timestamp', [{ lp: 50 }]],
    ['an invalid timestamp', [frameAt('yesterday')]],
    ['an invalid level', [frameAt('2026-01-01T00:00:00Z', 1e6)]],
    ['text as a level', [{ ...frameAt('2026-01-01T00:00:00Z'), leq: '50' }]],
    ['an unknown field', [{ ...frameAt('2026-01-01T00:00:00Z'), unitId: 'x' }]],
  ])('%s is refused', async (_, frames) => {
    await using api = await createTestApi();
    const { mine, operator } = await setUp(api);
    const { id: unitId } = await api.buildUnit({ workspace: mine });
    await expect(operator.units.push({ unitId, frames: frames as [] })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      message: expect.stringContaining('frames'),
    });
    expect(api.meters.pushed.size).toBe(0);
  });

  test('refuses frames from the future, naming the first one', async () => {
    await using api = await createTestApi();
    const { mine, operator } = await setUp(api);
    const { id: unitId } = await api.buildUnit({ workspace: mine });
    const after = (seconds: number) =>
      frameAt(new Date(api.clock.now().getTime() + seconds * 1000).toISOString());
    await expect(operator.units.push({ unitId, frames: [after(0), after(301)] })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      errors: [{ path: ['frames', 1, 'timestamp'] }],
    });
    expect(await operator.units.push({ unitId, frames: [after(300)] })).toMatchObject({ accepted: 1 });
  });

  test('is refused for a polled meter', async () => {
    await using api = await createTestApi();
    const { mine, operator } = await setUp(api);
    const source = { kind: 'nl43' as const, host: '10.0.0.7', port: 2255 };
    const { id: unitId } = await api.buildUnit({ workspace: mine, source });
    await expect(
      operator.units.push({ unitId, frames: [frameAt('2026-01-01T00:00:00Z')] }),
    ).rejects.toMatchObject({ appCode: 'CONFLICT' });
  });
});

test('starting and stopping a measurement is audited, even if the instrument refuses', async () => {
  await using api = await createTestApi();
  const { mine, operator } = await setUp(api);
  const { id: unitId } = await api.buildUnit({ workspace: mine, name: 'A' });
  await operator.units.startMeasuring({ unitId });
  expect(api.meters.measuring.get(unitId)).toBe(true);
  api.meters.instrument = 'refuses';
  await expect(operator.units.stopMeasuring({ unitId })).rejects.toMatchObject({ appCode: 'CONFLICT' });
  api.meters.instrument = 'unreachable';
  await expect(operator.units.stopMeasuring({ unitId })).rejects.toMatchObject({
    appCode: 'METER_UNAVAILABLE',
    retryAfter: 5,
  });
  expect(api.meters.measuring.get(unitId)).toBe(true);
  const { items } = await mine.as('admin').audit.list({ scope: 'workspace', resourceId: unitId });
  expect(items.map(({ action }) => action)).toEqual([
    'unit.stop_measuring',
    'unit.stop_measuring',
    'unit.start_measuring',
  ]);
});
