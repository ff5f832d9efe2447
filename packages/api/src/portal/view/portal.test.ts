import { PortalFrame } from '@sitecast/monitor/frame';
import { describe, expect, test } from 'vitest';
import { recordMinutes } from '../../sites/readings/write.ts';
import { createTestApi, type TestApi, testFrame } from '../../testing/index.ts';
import { portalView } from './view.ts';

const notFound = { code: 'NOT_FOUND' };

/** A client with one location, whose meter has a stored frame. */
async function buildSite(api: TestApi, { level = 50 } = {}) {
  const workspace = await api.buildWorkspace();
  const client = await api.buildClient({ workspace });
  const project = await api.buildProject({ client, timezone: 'UTC' });
  const location = await api.buildLocation({ project });
  const unit = await api.buildUnit({ at: location });
  const { session: portalSession, id: linkId } = await api.buildPortalLink({ client });
  const store = async (frame: object) => {
    const data = {
      lastFrame: { ...testFrame(unit.id, api.clock.now(), level), ...frame },
      updatedAt: api.clock.now(),
    };
    await api.app.db.unitStatus.upsert({
      where: { unitId: unit.id },
      create: { unitId: unit.id, ...data },
      update: data,
    });
  };
  await store({});
  const { portal } = api.callPortal({ portalSession });
  return { workspace, client, project, location, unit, linkId, portalSession, portal, store };
}

describe('the overview', () => {
  test('shows each location with its latest value and its state against the limits', async () => {
    await using api = await createTestApi();
    const { workspace, project, location, client, portal, store } = await buildSite(api);
    await workspace.as('operator').locations.update({
      locationId: location.id,
      lat: 53.5,
      lng: 10,
      limits: { day: 60, evening: 60, night: 60, max: null },
    });
    const empty = await api.buildLocation({ project });
    const second = await api.buildProject({ client });

    const overview = await portal.overview();

    expect(overview).toMatchObject({
      clientName: client.name,
      preview: false,
      at: api.clock.now().toISOString(),
      branding: { name: workspace.name, accent: null, logoUrl: null },
      projects: [
        {
          id: project.id,
          timezone: 'UTC',
          locations: [
            {
              id: location.id,
              lat: 53.5,
              measured: true,
              state: 'quiet',
              frame: { leq: 50, feedStatus: 'ok' },
            },
            { id: empty.id, lat: null, measured: false, state: 'none', frame: null },
          ],
        },
        { id: second.id, locations: [] },
      ],
      alerts: [],
    });
    const stateNow = async () => (await portal.overview()).projects[0]!.locations[0]!.state;
    await store({ leq: 55.1 });
    expect(await stateNow()).toBe('ask');
    await store({ leq: 61 });
    expect(await stateNow()).toBe('act');
    await store({ leq: 61, feedStatus: 'unreachable' });
    expect(await stateNow()).toBe('offline');
    await store({ leq: 50 });
    // Not polled since then.
    api.clock.advance(3600);
    expect(await portal.location({ locationId: location.id })).toMatchObject({
      state: 'offline',
      frame: { leq: 50, feedStatus: 'stale' },
    });
  });

  test('contains only alerts shown in the portal, without internal fields', async () => {
    await using api = await createTestApi();
    const { location, portal } = await buildSite(api);
    const shown = await api.buildAlert({ location, inPortal: true });
    await api.buildAlert({ location });
    await api.buildAlert({ inPortal: true });
    const { alerts } = await portal.overview();
    expect(alerts).toEqual([
      {
        id: shown.id,
        locationId: location.id,
        locationName: location.name,
        name: expect.any(String),
        condition: { metric: 'lp', direction: 'above', threshold: 70 },
        open: true,
        onsetAt: api.clock.now().toISOString(),
        value: 75,
        peak: 75,
        peakAt: api.clock.now().toISOString(),
        clearedAt: null,
      },
    ]);
    expect((await portal.location({ locationId: location.id })).alerts).toEqual(alerts);
    expect(await portal.alerts({ locationId: location.id })).toEqual({ items: alerts, nextCursor: null });
  });

  test('has the workspace’s branding', async () => {
    await using api = await createTestApi();
    const { workspace, portal } = await buildSite(api);
    const admin = workspace.as('admin');
    const png = Buffer.from('89504e470d0a1a0a00', 'hex').toString('base64');
    await admin.branding.update({ name: 'Acme Acoustics', accent: '#0F766E' });
    expect(await admin.branding.setLogo({ image: png })).toEqual({
      name: 'Acme Acoustics',
      accent: '#0f766e',
      logo: { type: 'image/png', image: png },
    });
    expect((await portal.session()).branding).toEqual({
      name: 'Acme Acoustics',
      accent: '#0f766e',
      logoUrl: expect.stringMatching(/^\/portal\/logo\?v=[0-9a-f]{16}$/),
    });
    await admin.branding.update({ name: null });
    await admin.branding.removeLogo();
    expect((await portal.session()).branding).toEqual({
      name: workspace.name,
      accent: '#0f766e',
      logoUrl: null,
    });
    for (const image of [
      '',
      Buffer.from('<svg/>').toString('base64'),
      Buffer.from('GIF89a').toString('base64'),
    ])
      await expect(admin.branding.setLogo({ image })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    for (const accent of ['red', '#12345', '#1234567', 'url(x)'])
      await expect(admin.branding.update({ accent })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });
});

describe('a location', () => {
  test('has period levels with their limits', async () => {
    await using api = await createTestApi();
    const { workspace, location, unit, portal } = await buildSite(api);
    const locationId = location.id;
    await workspace
      .as('operator')
      .locations.update({ locationId, limits: { day: 55, evening: 55, night: 55 } });
    const minute = (ago: number, leq: number) => {
      const at = Math.floor(api.clock.now().getTime() / 60_000) * 60_000 - ago * 60_000;
      const levels = { leq, lmax: leq + 5, lmin: leq - 5, l10: leq, l90: leq };
      return {
        unitId: unit.id,
        reading: { at: new Date(at).toISOString(), ...levels, samples: 60, overload: false },
      };
    };
    await api.app.db.unitAssignment.updateMany({ data: { assignedFrom: new Date(0) } });
    await recordMinutes(api.app.db, [minute(2, 60), minute(1, 60), minute(40, 50)]);

    const { periods, project } = await portal.location({ locationId });

    expect(project).toMatchObject({ timezone: 'UTC' });
    expect(periods.map(({ period }) => period)).toEqual(['laeq15min', 'laeq1h', 'day', 'evening', 'night']);
    expect(periods[0]).toMatchObject({ leq: 60, limit: 55, state: 'act', coverage: 13.3 });
    expect(periods[1]).toMatchObject({ leq: 58.5, limit: 55, state: 'act', coverage: 5 });
    for (const { from } of periods) expect(Date.parse(from)).toBeLessThanOrEqual(api.clock.now().getTime());
    const to = api.clock.now().toISOString();
    const from = new Date(api.clock.now().getTime() - 3_600_000).toISOString();
    const { points } = await portal.history({ locationId, from, to, step: '1m' });
    expect(points.filter(({ leq }) => leq !== null).map(({ leq }) => leq)).toEqual([50, 60, 60]);
  });

  test('shows nothing that its meter measured elsewhere', async () => {
    await using api = await createTestApi();
    const { workspace, location, unit, portal } = await buildSite(api);
    const locationId = location.id;
    api.clock.advance(60);
    api.meters.measure(unit.id, testFrame(unit.id, api.clock.now(), 88));
    expect((await portal.recent({ locationId })).frames).toHaveLength(1);
    // A site of another client.
    const next = await buildSite(api);
    await workspace.as('operator').units.unassign({ unitId: unit.id });
    api.clock.advance(60);
    const at = { id: next.location.id };
    await api.app.db.unitAssignment.updateMany({
      where: { activeLocationId: at.id },
      data: { activeLocationId: null, activeUnitId: null },
    });
    await api.app.db.unitAssignment.create({
      data: {
        id: crypto.randomUUID(),
        unitId: unit.id,
        locationId: at.id,
        assignedFrom: api.clock.now(),
        activeUnitId: unit.id,
        activeLocationId: at.id,
      },
    });
    expect(await next.portal.location({ locationId: at.id })).toMatchObject({
      frame: null,
      state: 'none',
      measured: true,
    });
    expect(await next.portal.recent({ locationId: at.id })).toEqual({ frames: [] });
    expect(await portal.recent({ locationId })).toEqual({ frames: [] });
    expect(await portal.location({ locationId })).toMatchObject({ frame: null, measured: false });
  });

  test('is not found if it is another client’s, removed or unknown', async () => {
    await using api = await createTestApi();
    const mine = await buildSite(api);
    const theirs = await buildSite(api);
    const neighbour = await api.buildLocation({
      project: await api.buildProject({ client: await api.buildClient({ workspace: mine.workspace }) }),
    });
    const without = await api.buildLocation({ workspace: mine.workspace });
    const removed = await api.buildLocation({ project: mine.project });
    await mine.workspace.as('operator').locations.remove({ locationId: removed.id });
    const ended = await api.buildProject({ client: mine.client });
    const ofEnded = await api.buildLocation({ project: ended });
    await mine.workspace.as('operator').projects.remove({ projectId: ended.id });

    const span = { from: '2026-01-01T00:00:00Z', to: '2026-01-02T00:00:00Z' };
    const calls = (locationId: string) => [
      () => mine.portal.location({ locationId }),
      () => mine.portal.recent({ locationId }),
      () => mine.portal.history({ locationId, ...span }),
      () => mine.portal.alerts({ locationId }),
    ];
    for (const { id } of [
      theirs.location,
      neighbour,
      without,
      removed,
      ofEnded,
      theirs.unit,
      mine.unit,
      mine.project,
    ])
      for (const call of calls(id)) await expect(call()).rejects.toMatchObject(notFound);
    for (const call of calls(mine.location.id)) await call();
    const { projects } = await mine.portal.overview();
    expect(projects.map(({ id, locations }) => [id, ...locations.map((one) => one.id)])).toEqual([
      [mine.project.id, mine.location.id],
    ]);
  });
});

test('a frame contains only the listed fields, whatever is added to it', () => {
  const frame = {
    ...testFrame('u', new Date(), 50),
    rawPayload: 'raw',
    counter: 1,
    battery: 'Full',
    secret: 'x',
  };
  const shown = portalView(new Date(0))({ frame });
  expect(Object.keys(shown).sort()).toEqual(
    ['feedStatus', 'leq', 'ln1', 'ln2', 'lmax', 'lp', 'lpeak', 'measurementState', 'timestamp'].sort(),
  );
  expect(Object.keys(PortalFrame.shape)).toEqual(expect.arrayContaining(Object.keys(shown)));
  expect(portalView(new Date(0))({ frame: null })).toEqual({ heartbeat: true });
});
