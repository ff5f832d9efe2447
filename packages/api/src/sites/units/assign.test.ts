import { describe, expect, test } from 'vitest';
import { createTestApi, type TestApi } from '../../testing/index.ts';

async function setUp(api: TestApi) {
  const mine = await api.buildWorkspace();
  const project = await api.buildProject({ workspace: mine, name: 'Harbour' });
  const gate = await api.buildLocation({ project, name: 'Gate' });
  const quay = await api.buildLocation({ project, name: 'Quay' });
  return { mine, operator: mine.as('operator'), project, gate, quay };
}

describe('assignment', () => {
  test('is to one location at a time, with a history of both', async () => {
    await using api = await createTestApi();
    const { operator, project, gate, quay } = await setUp(api);
    const { id: unitId } = await operator.units.create({ name: 'A', source: { kind: 'push' } });

    const from = api.clock.now().toISOString();
    expect(await operator.units.assign({ unitId, locationId: gate.id })).toMatchObject({
      location: {
        id: gate.id,
        name: 'Gate',
        projectId: project.id,
        projectName: 'Harbour',
        timezone: 'Europe/Berlin',
        assignedFrom: from,
      },
    });
    expect(await operator.locations.get({ locationId: gate.id })).toMatchObject({
      unit: { id: unitId, name: 'A', assignedFrom: from },
    });
    api.clock.advance(60);
    await operator.units.move({ unitId, locationId: quay.id });
    const moved = api.clock.now().toISOString();
    api.clock.advance(60);
    expect(await operator.units.unassign({ unitId })).toMatchObject({ location: null });
    expect(await operator.units.unassign({ unitId })).toMatchObject({ location: null });

    const there = {
      unit: { id: unitId, name: 'A' },
      location: { id: gate.id },
      assignedFrom: from,
      assignedUntil: moved,
    };
    expect(await operator.units.assignments({ unitId })).toMatchObject({
      items: [{ location: { id: quay.id }, assignedUntil: api.clock.now().toISOString() }, there],
    });
    expect(await operator.locations.assignments({ locationId: gate.id })).toMatchObject({ items: [there] });
  });

  test('is refused for an assigned meter, naming its location', async () => {
    await using api = await createTestApi();
    const { operator, gate, quay } = await setUp(api);
    const unit = await api.buildUnit({ name: 'A', at: gate });
    await expect(operator.units.assign({ unitId: unit.id, locationId: quay.id })).rejects.toMatchObject({
      appCode: 'CONFLICT',
      message: expect.stringContaining('A is assigned to Gate (Harbour)'),
    });
    await expect(operator.units.assign({ unitId: unit.id, locationId: gate.id })).rejects.toMatchObject({
      appCode: 'CONFLICT',
    });
  });

  test('is refused for a location that has a meter, also by moving', async () => {
    await using api = await createTestApi();
    const { mine, operator, gate, quay } = await setUp(api);
    await api.buildUnit({ name: 'A', at: gate });
    const free = await api.buildUnit({ workspace: mine });
    const busy = await api.buildUnit({ at: quay });
    const conflict = { appCode: 'CONFLICT', message: expect.stringContaining('A is assigned to Gate') };
    await expect(operator.units.assign({ unitId: free.id, locationId: gate.id })).rejects.toMatchObject(
      conflict,
    );
    await expect(operator.units.move({ unitId: busy.id, locationId: gate.id })).rejects.toMatchObject(
      conflict,
    );
    expect(await operator.units.get({ unitId: busy.id })).toMatchObject({ location: { id: quay.id } });
  });

  test('succeeds once when many are attempted at once', async () => {
    await using api = await createTestApi();
    const { mine, operator, project, gate } = await setUp(api);
    const units = await Promise.all([1, 2, 3, 4].map(() => api.buildUnit({ workspace: mine })));
    const locations = await Promise.all([1, 2, 3, 4].map(() => api.buildLocation({ project })));

    const forGate = await Promise.allSettled(
      units.map(({ id }) => operator.units.assign({ unitId: id, locationId: gate.id })),
    );
    const one = await api.buildUnit({ workspace: mine });
    const forUnit = await Promise.allSettled(
      locations.map(({ id }) => operator.units.assign({ unitId: one.id, locationId: id })),
    );

    for (const attempts of [forGate, forUnit]) {
      expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      for (const attempt of attempts)
        if (attempt.status === 'rejected') expect(attempt.reason).toMatchObject({ appCode: 'CONFLICT' });
    }
    expect(await operator.locations.assignments({ locationId: gate.id })).toMatchObject({
      items: [{ assignedUntil: null }],
    });
  });

  test('ends when the meter is removed', async () => {
    await using api = await createTestApi();
    const { operator, gate } = await setUp(api);
    const unit = await api.buildUnit({ at: gate });
    await operator.units.remove({ unitId: unit.id });
    expect(await operator.locations.get({ locationId: gate.id })).toMatchObject({ unit: null });
  });

  test('is not possible to a location of another workspace', async () => {
    await using api = await createTestApi();
    const { mine, operator } = await setUp(api);
    const unit = await api.buildUnit({ workspace: mine });
    const theirs = await api.buildLocation();
    for (const call of [operator.units.assign, operator.units.move])
      await expect(call({ unitId: unit.id, locationId: theirs.id })).rejects.toMatchObject({
        code: 'NOT_FOUND',
      });
  });
});
