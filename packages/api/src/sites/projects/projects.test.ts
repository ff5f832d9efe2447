import { describe, expect, test } from 'vitest';
import { createTestApi } from '../../testing/index.ts';

const unknownId = '018f0000-0000-7000-8000-000000000009';

describe('a project', () => {
  test('is created, listed, updated and removed, with an audit entry each', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const operator = mine.as('operator');

    const created = await operator.projects.create({
      name: ' Harbour ',
      timezone: 'Europe/Berlin',
      clientName: 'Port Authority',
    });

    expect(created).toEqual({
      id: expect.any(String),
      name: 'Harbour',
      timezone: 'Europe/Berlin',
      clientId: null,
      clientName: 'Port Authority',
      locationCount: 0,
      createdAt: api.clock.now().toISOString(),
    });
    const { id: projectId } = created;
    expect(await operator.projects.update({ projectId, timezone: 'America/New_York' })).toEqual({
      ...created,
      timezone: 'America/New_York',
    });
    expect(await operator.projects.update({ projectId, clientName: null })).toMatchObject({
      name: 'Harbour',
      clientName: null,
    });
    expect(await mine.as('viewer').projects.list({})).toMatchObject({ items: [{ id: projectId }] });

    await operator.projects.remove({ projectId });

    expect(await operator.projects.list({})).toEqual({ items: [], nextCursor: null });
    await expect(operator.projects.get({ projectId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const { items } = await mine.as('admin').audit.list({ scope: 'workspace', action: 'project.*' });
    expect(items.map(({ action }) => action)).toEqual([
      'project.remove',
      'project.update',
      'project.update',
      'project.create',
    ]);
  });

  test.each(['Mars/Olympus', '', 'Europe/Berlin ', '+01:00', 'Local', 5, null])(
    'rejects %j, which is not an IANA time zone',
    async (timezone) => {
      await using api = await createTestApi();
      const operator = (await api.buildWorkspace()).as('operator');
      await expect(
        operator.projects.create({ name: 'Harbour', timezone: timezone as string }),
      ).rejects.toMatchObject({ code: 'BAD_REQUEST', message: expect.stringContaining('timezone') });
    },
  );

  test('is invisible to other workspaces', async () => {
    await using api = await createTestApi();
    const theirs = await api.buildProject();
    const location = await api.buildLocation({ project: theirs });
    const operator = (await api.buildWorkspace()).as('operator');
    const notFound = { code: 'NOT_FOUND' };
    const { id: projectId } = theirs;
    const { id: locationId } = location;
    for (const call of [
      () => operator.projects.get({ projectId }),
      () => operator.projects.update({ projectId, name: 'Mine' }),
      () => operator.projects.remove({ projectId }),
      () => operator.locations.list({ projectId }),
      () => operator.locations.create({ projectId, name: 'Gate' }),
      () => operator.locations.get({ locationId }),
      () => operator.locations.update({ locationId, name: 'Mine' }),
      () => operator.locations.remove({ locationId }),
      () => operator.locations.assignments({ locationId }),
    ])
      await expect(call()).rejects.toMatchObject(notFound);
    expect(await operator.projects.list({})).toMatchObject({ items: [] });
    expect(await api.app.db.project.findUnique({ where: { id: projectId } })).toMatchObject({
      name: theirs.name,
      deletedAt: null,
    });
  });

  test('reloads its meters when its time zone changes', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const project = await api.buildProject({ workspace: mine });
    const unit = await api.buildUnit({ at: await api.buildLocation({ project }) });
    await api.buildUnit({ workspace: mine });
    await mine.as('operator').projects.update({ projectId: project.id, timezone: 'UTC' });
    expect(api.meters.changedUnits).toEqual([unit.id]);
  });

  test('unassigns its meters and keeps their history when removed', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const operator = mine.as('operator');
    const location = await api.buildLocation({ workspace: mine });
    const unit = await api.buildUnit({ at: location });

    await operator.projects.remove({ projectId: location.projectId });

    expect(await operator.units.get({ unitId: unit.id })).toMatchObject({ location: null });
    expect(await operator.units.assignments({ unitId: unit.id })).toMatchObject({
      items: [{ location: { id: location.id }, assignedUntil: api.clock.now().toISOString() }],
    });
    await expect(operator.locations.get({ locationId: location.id })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    const elsewhere = await api.buildLocation({ workspace: mine });
    expect(await operator.units.assign({ unitId: unit.id, locationId: elsewhere.id })).toMatchObject({
      location: { id: elsewhere.id },
    });
  });
});

describe('a location', () => {
  test('has a name, and optionally coordinates and limits', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const operator = mine.as('operator');
    const { id: projectId } = await api.buildProject({ workspace: mine });

    const gate = await operator.locations.create({ projectId, name: 'Gate' });
    const quay = await operator.locations.create({
      projectId,
      name: 'Quay',
      lat: 53.5461,
      lng: 9.966,
      limits: { day: 65, night: 50 },
    });

    expect(gate).toMatchObject({ lat: null, lng: null, limits: null, unit: null, projectId });
    expect(quay).toMatchObject({ limits: { day: 65, evening: null, night: 50, max: null } });
    expect(await operator.locations.list({ projectId })).toEqual({ items: [gate, quay], nextCursor: null });
    expect(await operator.projects.get({ projectId })).toMatchObject({ locationCount: 2 });
    const locationId = quay.id;
    expect(await operator.locations.update({ locationId, lat: null, lng: null, limits: null })).toEqual({
      ...quay,
      lat: null,
      lng: null,
      limits: null,
    });
    await operator.locations.remove({ locationId });
    expect(await operator.locations.list({ projectId })).toMatchObject({ items: [{ id: gate.id }] });
    const { items } = await mine.as('admin').audit.list({ scope: 'workspace', action: 'location.*' });
    expect(items).toHaveLength(4);
  });

  test.each([
    { lat: 53 },
    { lng: 9 },
    { lat: 91, lng: 0 },
    { lat: 0, lng: -181 },
    { lat: 0, lng: null },
    { limits: { day: -1 } },
    { limits: { day: Number.NaN } },
    { limits: { noon: 50 } },
    { name: ' ' },
    { name: 'a'.repeat(101) },
  ])('is refused with %j', async (wrong) => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const { id: projectId } = await api.buildProject({ workspace: mine });
    const input = { projectId, name: 'Gate', ...wrong };
    await expect(mine.as('operator').locations.create(input)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });

  test('cannot be created in a removed or unknown project', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const { id: projectId } = await api.buildProject({ workspace: mine });
    await mine.as('operator').projects.remove({ projectId });
    for (const missing of [projectId, unknownId])
      await expect(
        mine.as('operator').locations.create({ projectId: missing, name: 'Gate' }),
      ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
