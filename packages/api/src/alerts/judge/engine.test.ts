import { unknownStatus } from '@sitecast/monitor';
import { describe, expect, test } from 'vitest';
import { setUpAlert, startEngine } from '../../testing/alerts.ts';
import { createTestApi, testFrame } from '../../testing/index.ts';

describe('an alert', () => {
  test('has an onset, a peak and a clear, with audit entries', async () => {
    await using api = await createTestApi();
    const { mine, rule, location, project, unit, hear, alerts } = await setUpAlert(api);
    await hear(60);
    expect(await alerts()).toEqual([]);
    await hear(71.5);
    const onsetAt = api.clock.now().toISOString();
    await hear(75);
    await hear(69);
    expect(await alerts()).toMatchObject([{ open: true, clearedAt: null }]);
    await hear(68);

    const over = {
      id: expect.any(String),
      ruleId: rule.id,
      ruleName: 'Loud',
      condition: expect.objectContaining({ metric: 'lp', threshold: 70, margin: 2 }),
      location: { id: location.id, name: 'Gate', projectId: project.id, projectName: 'Harbour' },
      unitId: unit.id,
      open: false,
      onsetAt,
      value: 71.5,
      peak: 75,
      peakAt: expect.any(String),
      clearedAt: api.clock.now().toISOString(),
      acknowledgedAt: null,
      acknowledgedBy: null,
    };
    expect(await alerts()).toEqual([over]);
    await hear(90);
    expect(await alerts()).toMatchObject([{ open: true, value: 90 }, { open: false }]);
    const { items } = await mine.as('admin').audit.list({ scope: 'workspace', action: 'alert.*' });
    expect(items.map(({ action, actor }) => [action, actor.kind, actor.label])).toEqual([
      ['alert.onset', 'system', 'alerts'],
      ['alert.clear', 'system', 'alerts'],
      ['alert.onset', 'system', 'alerts'],
    ]);
  });

  test('shows its peak while it is open', async () => {
    await using api = await createTestApi();
    const { hear, alerts } = await setUpAlert(api);
    await hear(71);
    await hear(88);
    await api.app.alerts.tick();
    expect(await alerts()).toMatchObject([{ open: true, peak: 88 }]);
  });

  test('is neither forgotten nor repeated by a restart', async () => {
    await using api = await createTestApi();
    const { hear, alerts } = await setUpAlert(api, { condition: { forSeconds: 30 } });
    await hear(75);
    await hear(75, { seconds: 20 });
    await api.app.alerts.tick();
    const second = await startEngine(api);
    await hear(75, { seconds: 9, engine: second });
    expect(await alerts()).toEqual([]);
    await hear(75, { seconds: 1, engine: second });
    expect(await alerts()).toMatchObject([{ open: true }]);
    await second.close();
    const third = await startEngine(api);
    await hear(76, { engine: third });
    expect(await alerts()).toHaveLength(1);
    await hear(60, { engine: third });
    expect(await alerts()).toMatchObject([{ open: false }]);
    await third.close();
  });

  test('is reported once when two processes read the same meter for a moment', async () => {
    await using api = await createTestApi();
    const { unit, alerts } = await setUpAlert(api);
    const other = await startEngine(api);
    for (const level of [75, 60, 75]) {
      api.clock.advance(1);
      const frame = testFrame(unit.id, api.clock.now(), level);
      for (const engine of [api.app.alerts, other]) engine.frame(unit.id, frame);
      await Promise.all([api.app.alerts.settled(), other.settled()]);
    }
    expect((await alerts()).map(({ open }) => open)).toEqual([true, false]);
    expect(await api.app.db.auditEvent.count({ where: { action: 'alert.onset' } })).toBe(2);
    await other.close();
  });

  test('is published to the workspace', async () => {
    await using api = await createTestApi();
    const { mine, hear } = await setUpAlert(api);
    const leaving = new AbortController();
    const events = await mine.as('viewer', { signal: leaving.signal }).workspaces.events();
    const reading = events[Symbol.asyncIterator]();
    await reading.next();
    await hear(75);
    const onset = (await reading.next()).value;
    expect(onset).toEqual({ event: 'alert', change: 'onset', alertId: expect.any(String) });
    const { alertId } = onset as { alertId: string };
    await mine.as('operator').alerts.acknowledge({ alertId });
    expect((await reading.next()).value).toEqual({ event: 'alert', change: 'acknowledged', alertId });
    await hear(50);
    expect((await reading.next()).value).toEqual({ event: 'alert', change: 'cleared', alertId });
    leaving.abort();
    await reading.next();
  });
});

describe('the active rules', () => {
  test('are those of the meter’s current location and its project', async () => {
    await using api = await createTestApi();
    const { mine, operator, project, unit, hear, alerts } = await setUpAlert(api);
    await api.buildAlertRule({ project, name: 'Anywhere', condition: { threshold: 80 } });
    await api.buildAlertRule({ workspace: mine, name: 'Elsewhere', condition: { threshold: 10 } });
    await hear(85);
    expect((await alerts()).map(({ ruleName }) => ruleName).sort()).toEqual(['Anywhere', 'Loud']);
    await hear(50);
    const quay = await api.buildLocation({ project, name: 'Quay' });
    await operator.units.move({ unitId: unit.id, locationId: quay.id });
    await hear(85);
    expect((await alerts()).filter(({ open }) => open)).toMatchObject([
      { ruleName: 'Anywhere', location: { name: 'Quay' } },
    ]);
  });

  test('change at once with a rule', async () => {
    await using api = await createTestApi();
    const { operator, rule, hear, alerts } = await setUpAlert(api);
    await hear(65);
    await operator.alerts.rule.update({
      ruleId: rule.id,
      condition: { kind: 'level', metric: 'lp', threshold: 60 },
    });
    await hear(65);
    expect(await alerts()).toMatchObject([{ open: true, condition: { threshold: 60 } }]);
    await operator.alerts.rule.update({ ruleId: rule.id, enabled: false });
    expect(await alerts()).toMatchObject([{ open: false }]);
    await hear(99);
    expect(await alerts()).toHaveLength(1);
    await operator.alerts.rule.update({ ruleId: rule.id, enabled: true });
    await hear(99);
    expect(await alerts()).toMatchObject([{ open: true }, { open: false }]);
  });

  test.each(['rule', 'location', 'project'] as const)(
    'close their open alerts when the %s is removed',
    async (what) => {
      await using api = await createTestApi();
      const { operator, rule, location, project, hear, alerts } = await setUpAlert(api);
      await hear(75);
      if (what === 'rule') await operator.alerts.rule.remove({ ruleId: rule.id });
      if (what === 'location') await operator.locations.remove({ locationId: location.id });
      if (what === 'project') await operator.projects.remove({ projectId: project.id });
      expect(await alerts()).toMatchObject([{ open: false, clearedAt: api.clock.now().toISOString() }]);
      await hear(75);
      await api.app.alerts.tick();
      expect(await alerts()).toHaveLength(1);
      expect(await operator.alerts.rule.list({})).toMatchObject({ items: [] });
    },
  );

  test('leave alerts open when only name and actions change', async () => {
    await using api = await createTestApi();
    const { operator, rule, hear, alerts } = await setUpAlert(api);
    await hear(75);
    await operator.alerts.rule.update({ ruleId: rule.id, name: 'Very loud', actions: [{ kind: 'portal' }] });
    await hear(75);
    expect(await alerts()).toMatchObject([{ open: true, ruleName: 'Loud' }]);
  });
});

test('LAeq,15min averages the last 15 minutes, including those before a restart', async () => {
  await using api = await createTestApi();
  const { unit, alerts } = await setUpAlert(api, { condition: { metric: 'laeq15min', threshold: 60 } });
  await api.app.db.unitAssignment.updateMany({ data: { assignedFrom: new Date(0) } });
  const minute = Math.floor(api.clock.now().getTime() / 60_000);
  const row = { unitId: unit.id, leq: 50, lmax: 50, lmin: 50, l10: 50, l90: 50, samples: 60, over: 0 };
  await api.app.db.reading.createMany({
    data: Array.from({ length: 14 }, (_, i) => ({ ...row, minute: minute - 15 + i })),
  });
  const { minute: _, unitId, over, ...levels } = { ...row, minute };
  const loud = { ...levels, at: new Date((minute - 1) * 60_000).toISOString(), overload: false };

  api.app.alerts.minute(unit.id, { ...loud, leq: 71 });
  await api.app.alerts.settled();
  expect(await alerts()).toEqual([]);
  api.app.alerts.minute(unit.id, { ...loud, at: new Date(minute * 60_000).toISOString(), leq: 80 });
  await api.app.alerts.settled();

  expect(await alerts()).toMatchObject([{ open: true, value: expect.closeTo(68.7, 0) }]);
});

test('a meter that stays unreachable raises an alert without any new data', async () => {
  await using api = await createTestApi();
  const condition = { kind: 'health', metric: 'unreachable', forSeconds: 600 };
  const mine = await api.buildWorkspace();
  const location = await api.buildLocation({ workspace: mine });
  const unit = await api.buildUnit({ at: location });
  await mine.as('operator').alerts.rule.create({
    name: 'Away',
    locationId: location.id,
    condition: condition as { kind: 'health'; metric: 'unreachable' },
  });
  const { alerts: engine } = api.app;
  const count = async () => (await mine.as('viewer').alerts.list({ open: true })).items.length;
  engine.status(unit.id, { ...unknownStatus, reachable: false });
  for (let minutes = 0; minutes < 9; minutes++) {
    api.clock.advance(60);
    await engine.tick();
  }
  expect(await count()).toBe(0);
  api.clock.advance(61);
  await engine.tick();
  expect(await count()).toBe(1);
  engine.status(unit.id, { ...unknownStatus, reachable: true });
  await engine.settled();
  api.clock.advance(1);
  await engine.tick();
  expect(await count()).toBe(0);
});

test('the first acknowledgement counts, and only from this workspace', async () => {
  await using api = await createTestApi();
  const { mine, operator, alerts, hear } = await setUpAlert(api);
  await hear(75);
  const alertId = (await alerts())[0]!.id;
  const { email } = await mine.member('operator');
  const first = await operator.alerts.acknowledge({ alertId });
  expect(first).toMatchObject({ acknowledgedBy: email, acknowledgedAt: api.clock.now().toISOString() });
  api.clock.advance(60);
  expect(await mine.as('admin').alerts.acknowledge({ alertId })).toEqual(first);
  expect(await api.app.db.auditEvent.count({ where: { action: 'alert.acknowledge' } })).toBe(1);
  const stranger = (await api.buildWorkspace()).as('admin');
  for (const call of [stranger.alerts.acknowledge, stranger.alerts.get])
    await expect(call({ alertId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(await stranger.alerts.list({})).toMatchObject({ items: [] });
});
