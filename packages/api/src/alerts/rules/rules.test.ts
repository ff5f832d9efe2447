import { describe, expect, test } from 'vitest';
import { recordMinutes } from '../../sites/readings/write.ts';
import { createTestApi, type TestApi } from '../../testing/index.ts';

const condition = { kind: 'level', metric: 'laeq15min', threshold: 65 } as const;

async function setUp(api: TestApi) {
  const mine = await api.buildWorkspace();
  const project = await api.buildProject({ workspace: mine, name: 'Harbour' });
  const location = await api.buildLocation({ project, name: 'Gate' });
  return { mine, operator: mine.as('operator'), project, location };
}

describe('a rule', () => {
  test('is created, updated and removed, with audit entries', async () => {
    await using api = await createTestApi();
    const { mine, operator, project, location } = await setUp(api);

    const { secrets, ...rule } = await operator.alerts.rule.create({
      name: 'Loud',
      projectId: project.id,
      condition,
    });

    expect(rule).toEqual({
      id: expect.any(String),
      name: 'Loud',
      projectId: project.id,
      locationId: null,
      placeName: 'Harbour',
      condition: {
        ...condition,
        direction: 'above',
        margin: 2,
        forSeconds: 0,
        cooldownSeconds: 0,
        active: null,
      },
      actions: [],
      enabled: true,
      createdAt: api.clock.now().toISOString(),
    });
    expect(secrets).toEqual([]);
    const { id: ruleId } = rule;
    await operator.alerts.rule.create({ name: 'Gate', locationId: location.id, condition });
    expect(await mine.as('viewer').alerts.rule.list({ locationId: location.id })).toMatchObject({
      items: [{ name: 'Loud' }, { name: 'Gate' }],
    });
    await operator.alerts.rule.update({ ruleId, name: 'Too loud', enabled: false });
    expect(await operator.alerts.rule.get({ ruleId })).toEqual({ ...rule, name: 'Too loud', enabled: false });
    await operator.alerts.rule.remove({ ruleId });
    await expect(operator.alerts.rule.get({ ruleId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const { items } = await mine.as('admin').audit.list({ scope: 'workspace', action: 'alert_rule.*' });
    expect(items.map(({ action }) => action)).toEqual([
      'alert_rule.remove',
      'alert_rule.update',
      'alert_rule.create',
      'alert_rule.create',
    ]);
  });

  test('shows a receiver’s secret once, stores it nowhere, and keeps it until a new one is requested', async () => {
    await using api = await createTestApi();
    const { operator, location } = await setUp(api);
    const webhook = { kind: 'webhook' as const, url: 'https://example.com/hook' };
    const made = await operator.alerts.rule.create({
      name: 'Loud',
      locationId: location.id,
      condition,
      actions: [webhook],
    });
    expect(made.secrets).toEqual([{ url: webhook.url, secret: expect.stringMatching(/^whsec_[\w-]{43}$/) }]);
    expect(made.actions).toEqual([webhook]);
    const { secret } = made.secrets[0]!;
    const { id: ruleId } = made;
    expect(JSON.stringify(await operator.alerts.rule.get({ ruleId }))).not.toContain('whsec');
    expect(JSON.stringify(await api.app.db.alertRule.findMany())).not.toContain(secret.slice(6));
    const audit = await api.app.db.auditEvent.findMany();
    expect(JSON.stringify(audit)).not.toContain(secret.slice(6));
    expect(await operator.alerts.rule.update({ ruleId, actions: [webhook] })).toMatchObject({ secrets: [] });
    const other = await operator.alerts.rule.update({ ruleId, actions: [{ ...webhook, newSecret: true }] });
    expect(other.secrets[0]!.secret).not.toBe(secret);
  });

  test.each([
    { condition: { ...condition, metric: 'l10' } },
    { condition: { kind: 'health', metric: 'laeq15min' } },
    { condition: { ...condition, threshold: '65' } },
    { actions: [{ kind: 'email', to: [] }] },
    { actions: [{ kind: 'email', to: ['nobody'] }] },
    { actions: [{ kind: 'webhook', url: 'ftp://example.com' }] },
    { actions: [{ kind: 'webhook', url: 'https://example.com', secretId: 'mine' }] },
    { actions: [{ kind: 'sms' }] },
    { actions: Array.from({ length: 11 }, () => ({ kind: 'portal' })) },
    { projectId: '018f0000-0000-7000-8000-000000000009' },
    { locationId: undefined },
  ])('is refused with %j', async (wrong) => {
    await using api = await createTestApi();
    const { operator, location } = await setUp(api);
    const input = { name: 'Loud', locationId: location.id, condition, ...wrong };
    await expect(operator.alerts.rule.create(input as never)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });

  test('accepts only templates and screens of this workspace, with known placeholders', async () => {
    await using api = await createTestApi();
    const { mine, operator, location } = await setUp(api);
    const theirs = await api.buildDevice();
    const device = await mine.buildDevice();
    const template = await operator.pip.template.create({
      name: 'Loud',
      payload: { type: 'web', uri: 'https://example.com/{value}' },
    });
    const odd = await operator.pip.template.create({
      name: 'Odd',
      payload: { type: 'web', uri: 'https://example.com/{weather}' },
    });
    const create = (action: object) =>
      operator.alerts.rule.create({
        name: 'Loud',
        locationId: location.id,
        condition,
        actions: [{ kind: 'overlay', targetIds: [device.id], templateId: template.id, ...action }],
      });
    await expect(create({ targetIds: [device.id, theirs.id] })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      errors: [{ path: ['actions', 0, 'targetIds', 1] }],
    });
    await expect(create({ templateId: odd.id })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      message: expect.stringContaining('{weather}'),
    });
    await expect(create({ templateId: device.id })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    const { id: ruleId } = await create({});
    const { id: templateId } = template;
    const conflict = { appCode: 'CONFLICT', message: expect.stringContaining('Loud') };
    await expect(operator.pip.template.remove({ templateId })).rejects.toMatchObject(conflict);
    await expect(operator.pip.template.update({ templateId, payload: odd.payload })).rejects.toMatchObject(
      conflict,
    );
    await operator.alerts.rule.remove({ ruleId });
    await operator.pip.template.remove({ templateId });
  });

  test('is invisible to other workspaces', async () => {
    await using api = await createTestApi();
    const { operator } = await setUp(api);
    const { id: ruleId } = await api.buildAlertRule();
    const location = await api.buildLocation();
    for (const call of [
      () => operator.alerts.rule.get({ ruleId }),
      () => operator.alerts.rule.update({ ruleId, enabled: false }),
      () => operator.alerts.rule.remove({ ruleId }),
      () => operator.alerts.rule.create({ name: 'Mine', locationId: location.id, condition }),
      () => operator.alerts.rule.create({ name: 'Mine', projectId: location.projectId, condition }),
      () => operator.alerts.rule.list({ projectId: location.projectId }),
      () => operator.alerts.rule.dryRun({ locationId: location.id, condition }),
    ])
      await expect(call()).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('a dry run', () => {
  test('lists the alerts of the last days at each location', async () => {
    await using api = await createTestApi();
    const { mine, operator, project, location } = await setUp(api);
    const quay = await api.buildLocation({ project, name: 'Quay' });
    const unit = await api.buildUnit({ at: location });
    await api.app.db.unitAssignment.updateMany({ data: { assignedFrom: new Date(0) } });
    const now = Math.floor(api.clock.now().getTime() / 60_000) * 60_000;
    const reading = (minutesAgo: number, leq: number) => ({
      at: new Date(now - minutesAgo * 60_000).toISOString(),
      ...{ leq, lmax: leq + 9, lmin: leq, l10: leq, l90: leq, samples: 60, overload: false },
    });
    // Two quiet days with half an hour of noise, well within one batch of readings.
    const loud = (minute: number) => minute <= 1000 && minute > 970;
    await recordMinutes(
      api.app.db,
      Array.from({ length: 2880 }, (_, i) => ({
        unitId: unit.id,
        reading: reading(2880 - i, loud(2880 - i) ? 80 : 50),
      })),
    );
    const run = (input: object) =>
      mine.as('viewer').alerts.rule.dryRun({ projectId: project.id, condition, ...input });

    const { locations, possible } = await run({});

    expect(possible).toBe(true);
    expect(locations).toMatchObject([
      {
        locationId: location.id,
        minutes: 2880,
        alerts: [{ onsetAt: reading(999, 0).at, peak: 80 }],
      },
      { locationId: quay.id, minutes: 0, alerts: [] },
    ]);
    expect(await run({ days: 1 })).toMatchObject({ locations: [{ minutes: 1440 }, {}] });
    const lmax = { kind: 'level', metric: 'lmax', threshold: 85, forSeconds: 600 } as const;
    expect(await run({ condition: lmax })).toMatchObject({
      locations: [{ alerts: [{ onsetAt: reading(990, 0).at, peak: 89, clearedAt: reading(970, 0).at }] }, {}],
    });
    for (const metric of ['lpeak', 'unreachable'] as const)
      expect(
        await run({
          condition:
            metric === 'lpeak' ? { kind: 'level', metric, threshold: 1 } : { kind: 'health', metric },
        }),
      ).toMatchObject({ possible: false, locations: [] });
    expect(await operator.alerts.list({})).toMatchObject({ items: [] });
  });
});
