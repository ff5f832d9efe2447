import { describe, expect, test } from 'vitest';
import { setupCode } from '../people/setup/service.ts';
import { createProduct } from '../product.ts';
import { createTestApi, type TestApi } from '../testing/index.ts';

const baseUrl = 'http://sitecast.test';

function complete(api: TestApi, rest: { demo?: boolean } = {}) {
  return api.call().setup.complete({
    code: setupCode(api.app.key),
    email: 'ada@example.com',
    name: 'Ada',
    password: 'a long walk by the sea',
    workspaceName: 'Harbour',
    ...rest,
  });
}

describe('the demo', () => {
  test('comes with the setup, when it is asked for', async () => {
    await using api = await createTestApi();
    const { workspaces } = await complete(api, { demo: true });
    const user = await api.app.db.user.findFirstOrThrow();
    const ada = api.call({ bearer: await api.buildSession(user) });

    const { items } = await ada.units.list({});
    expect(items.map(({ location }) => location!.name)).toEqual(['Quay 3', 'School', 'Railway bridge']);
    expect((await ada.alerts.rule.list({})).items.length).toBeGreaterThan(2);
    expect(await ada.pip.template.list({})).toMatchObject({
      items: [
        {
          payload: { uri: `${baseUrl}/player/noise.svg` },
          placeholders: ['location', 'metric', 'threshold', 'value'],
        },
      ],
    });
    expect((await ada.devices.list({})).items).toHaveLength(2);
    expect(workspaces).toHaveLength(1);
    expect(api.meters.changedUnits.sort()).toEqual(items.map(({ id }) => id).sort());
    await api.app.demo.close();
  });

  test('does not come when it is not asked for', async () => {
    await using api = await createTestApi();
    expect(await api.call().setup.status()).toEqual({ needed: true, demo: false });
    await complete(api);
    expect(await api.app.db.project.count()).toBe(0);
  });

  test('is there once, however often it is added', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const added = await Promise.all([1, 2, 3].map(() => api.app.demo.add(mine.id, baseUrl)));
    expect(added.filter(Boolean)).toHaveLength(1);
    expect(await api.app.db.project.count()).toBe(1);
    await api.app.demo.close();
    expect(await api.app.demo.add((await api.buildWorkspace()).id, baseUrl)).toBe(false);
  });

  // Ten thousand minutes of each meter are written.
  const patient = { timeout: 60_000 };
  test(
    'has measured before it began: a week without gaps, with days and nights, and goes on after a restart',
    patient,
    async () => {
      await using api = await createTestApi();
      const mine = await api.buildWorkspace();
      await api.app.demo.add(mine.id, baseUrl);
      // Killed in the middle.
      await api.app.demo.close();
      const { db, bus, log } = api.app;
      const restarted = await createProduct({
        db,
        bus,
        log,
        secretKey: 'a key that only the tests know, and no one else',
        filesFolder: api.app.files.folder,
        publicUrl: null,
        version: '0.0.0-test',
        now: api.clock.now,
      });
      await restarted.demo.filled();
      await restarted.close();

      const [unit] = (await mine.as('viewer').units.list({})).items;
      const now = Math.floor(api.clock.now().getTime() / 60_000) * 60_000;
      const span = { from: new Date(now - 7 * 86_400_000).toISOString(), to: new Date(now).toISOString() };
      const { points } = await mine.as('viewer').units.history({ unitId: unit!.id, ...span, step: '1h' });
      expect(points.slice(1, -1).every(({ coverage }) => coverage === 100)).toBe(true);
      const at = (hour: string) =>
        points
          .filter(({ from }) =>
            new Date(from).toLocaleTimeString('sv-SE', { timeZone: 'Europe/Berlin' }).startsWith(hour),
          )
          .map(({ leq }) => leq!);
      const mean = (levels: number[]) => levels.reduce((sum, level) => sum + level, 0) / levels.length;
      expect(mean(at('11'))).toBeGreaterThan(mean(at('03')) + 5);
    },
  );

  test('has screens that a browser becomes by a link, which only those see who may send to screens', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    await api.app.demo.add(mine.id, baseUrl);
    await api.app.demo.close();

    const { screens } = await mine.as('operator').demo.screens({});

    expect(screens).toHaveLength(2);
    const [, deviceId, secret] = /^\/player#screen=([0-9a-f-]{36})&secret=([\w-]{43})$/.exec(
      screens[0]!.path,
    )!;
    const device = { id: deviceId!, secret: secret! };
    const hello = api.callDevice({ device }).device.heartbeat();
    expect(await hello).toHaveProperty('serverTime');
    await expect(mine.as('viewer').demo.screens({})).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await (await api.buildWorkspace()).as('admin').demo.screens({})).toEqual({ screens: [] });
    await mine.as('operator').devices.remove({ deviceId: device.id });
    expect((await mine.as('operator').demo.screens({})).screens).toHaveLength(1);
    const rows = JSON.stringify([
      await api.app.db.setting.findMany(),
      await api.app.db.auditEvent.findMany(),
      await api.app.db.device.findMany(),
    ]);
    expect(rows).not.toContain(device.secret);
  });
});
