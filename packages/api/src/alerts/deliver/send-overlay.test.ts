import { describe, expect, test } from 'vitest';
import { deliveriesOf, firstAlert } from '../../testing/alert-deliveries.ts';
import { setUpAlert } from '../../testing/alerts.ts';
import { createTestApi, eventually, type TestApi } from '../../testing/index.ts';

describe('an overlay', () => {
  async function setUp(api: TestApi) {
    const setting = await setUpAlert(api);
    const device = await setting.mine.buildDevice();
    const template = await setting.operator.pip.template.create({
      name: 'Loud',
      payload: {
        type: 'web',
        uri: 'https://example.com/?at={location}',
        title: '{location}: {metric} {value} over {threshold}',
        slot: 'alert',
      },
    });
    await setting.operator.alerts.rule.update({
      ruleId: setting.rule.id,
      actions: [{ kind: 'overlay', targetIds: [device.id], templateId: template.id }],
    });
    return { ...setting, device, template };
  }

  test('shows at the onset and is cleared at the clear; other overlays stay', async () => {
    await using api = await createTestApi();
    const { hear, device, operator } = await setUp(api);
    await using screen = await device.connect();
    const other = await operator.pip.show({
      deviceId: device.id,
      type: 'web',
      uri: 'https://example.com',
      slot: 'other',
    });
    expect(await screen.next()).toMatchObject({ pip_id: other.pipId });

    await hear(75);

    const shown = await screen.next();
    expect(shown).toMatchObject({
      event: 'device:pip-show',
      uri: 'https://example.com/?at=Gate',
      title: 'Gate: Lp 75.0 over 70',
      slot: 'alert',
      duration: 0,
    });
    await hear(60);
    const { pip_id: pipId } = shown as { pip_id: string };
    expect(await screen.next()).toEqual({ event: 'device:pip-clear', pip_id: pipId });
    expect(await operator.pip.list({ active: true })).toMatchObject({ items: [{ pipId: other.pipId }] });
    const { createdBy } = await operator.pip.get({ pipId });
    expect(createdBy).toBe('alerts');
  });

  test('shows on a screen that reconnects while the alert is open, and no longer after it', async () => {
    await using api = await createTestApi();
    const { hear, device } = await setUp(api);
    await hear(75);
    await eventually(async () =>
      expect(await api.app.db.alertDelivery.count({ where: { status: 'done' } })).toBe(1),
    );
    {
      await using screen = await device.connect();
      expect(screen.snapshot.overlays).toMatchObject([{ title: 'Gate: Lp 75.0 over 70' }]);
      await hear(60);
      expect(await screen.next()).toMatchObject({ event: 'device:pip-clear' });
    }
    await using again = await device.connect();
    expect(again.snapshot.overlays).toEqual([]);
  });

  test('that could not be shown before the alert was over is never shown', async () => {
    await using api = await createTestApi();
    const { hear, device } = await setUp(api);
    api.app.throttles.overlays.points = 0;
    await using screen = await device.connect();
    await hear(75);
    const state = async () => deliveriesOf(api, await firstAlert(api));
    await eventually(async () => expect(await state()).toMatchObject([{ status: 'pending', attempts: 1 }]));
    api.app.throttles.overlays.points = 120;
    await hear(60);
    await eventually(async () =>
      expect(await state()).toMatchObject([{ status: 'failed' }, { moment: 'clear', status: 'done' }]),
    );
    api.clock.advance(60);
    expect(await api.app.deliveries.deliverDue()).toBe(0);
    expect(screen.waiting).toEqual([]);
  });

  test('to a removed screen fails and says why', async () => {
    await using api = await createTestApi();
    const { hear, device, operator } = await setUp(api);
    await operator.devices.remove({ deviceId: device.id });
    await hear(75);
    await eventually(async () =>
      expect(await deliveriesOf(api, await firstAlert(api))).toMatchObject([
        { kind: 'overlay', status: 'failed', lastError: expect.stringContaining('No screen or group') },
      ]),
    );
  });
});
