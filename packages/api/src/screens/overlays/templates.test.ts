import { overlayDefaults } from '@sitecast/protocol/overlay-payload';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createTestApi, type TestApi } from '../../testing/index.ts';
import { buildLobby } from '../../testing/lobby.ts';
import { withValues } from './template-payload.ts';

const payload = {
  type: 'web',
  uri: 'https://example.com/noise?place={location}&level={value}',
  title: '{location}: {value} dB',
  width: 600,
  slot: 'alert',
} as const;

async function setUp(api: TestApi) {
  const lobby = await buildLobby(api);
  return { ...lobby, template: await lobby.operator.pip.template.create({ name: 'Loud', payload }) };
}

describe('a template', () => {
  test('is saved with its defaults, listed, changed and removed', async () => {
    await using api = await createTestApi();
    const { mine, operator, template } = await setUp(api);
    expect(template).toMatchObject({
      name: 'Loud',
      payload: { ...payload, height: 360, duration: 0 },
      placeholders: ['location', 'value'],
    });
    const { id: templateId } = template;
    expect(await mine.as('viewer').pip.template.list({})).toEqual({ items: [template], nextCursor: null });
    const changed = await operator.pip.template.update({
      templateId,
      payload: { type: 'image', uri: 'https://example.com/a.png' },
    });
    expect(changed).toMatchObject({ name: 'Loud', placeholders: [], payload: { width: 480 } });
    await operator.pip.template.update({ templateId, name: 'LOUD' });
    await operator.pip.template.remove({ templateId });
    await expect(operator.pip.template.get({ templateId })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const { items } = await mine.as('admin').audit.list({ scope: 'workspace', action: 'pip_template.*' });
    expect(items).toHaveLength(4);
  });

  test('has a unique name, ignoring case', async () => {
    await using api = await createTestApi();
    const { operator } = await setUp(api);
    await expect(operator.pip.template.create({ name: ' loud', payload })).rejects.toMatchObject({
      appCode: 'CONFLICT',
      errors: [{ path: ['name'] }],
    });
    const { id: templateId } = await operator.pip.template.create({ name: 'Quiet', payload });
    await expect(operator.pip.template.update({ templateId, name: 'LOUD' })).rejects.toMatchObject({
      appCode: 'CONFLICT',
    });
  });

  test.each([
    { uri: '{uri}' },
    { uri: 'javascript:{value}' },
    { uri: '//example.com/{value}' },
    { uri: `https://example.com/${'a'.repeat(2048)}` },
    { slot: '{location}' },
    { titleColor: '{value}' },
    { type: '{type}' },
    { width: '{value}' },
    { title: 'a'.repeat(201) },
    { surprise: 1 },
  ])('is refused with %j', async (wrong) => {
    await using api = await createTestApi();
    const { operator } = await setUp(api);
    await expect(
      operator.pip.template.create({ name: 'Other', payload: { ...payload, ...wrong } as typeof payload }),
    ).rejects.toMatchObject({ code: 'BAD_REQUEST', message: expect.stringContaining('payload') });
  });

  test('is not found from another workspace', async () => {
    await using api = await createTestApi();
    const { template } = await setUp(api);
    const { operator, device } = await setUp(api);
    const { id: templateId } = template;
    for (const call of [
      () => operator.pip.template.get({ templateId }),
      () => operator.pip.template.update({ templateId, name: 'Mine' }),
      () => operator.pip.template.remove({ templateId }),
      () => operator.pip.show({ deviceId: device.id, template: templateId, values: {} }),
    ])
      await expect(call()).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('showing a template', () => {
  test('values are text in the title, and encoded in the URL', async () => {
    await using api = await createTestApi();
    const { operator, device } = await setUp(api);
    await using screen = await device.connect();
    const values = { location: 'Gate & <b>{value}</b>', value: '71.5' };

    const { pipId } = await operator.pip.show({ deviceId: device.id, template: 'loud', values });

    expect(await screen.next()).toMatchObject({
      pip_id: pipId,
      uri: 'https://example.com/noise?place=Gate%20%26%20%3Cb%3E%7Bvalue%7D%3C%2Fb%3E&level=71.5',
      title: 'Gate & <b>{value}</b>: 71.5 dB',
      width: 600,
      slot: 'alert',
    });
  });

  test('other fields override the template', async () => {
    await using api = await createTestApi();
    const { operator, device, template } = await setUp(api);
    const { pipId } = await operator.pip.show({
      deviceId: device.id,
      template: template.id,
      values: { location: 'Gate', value: '1' },
      duration: 30,
      title: 'Attention',
    });
    expect((await operator.pip.get({ pipId })).payload).toMatchObject({
      duration: 30,
      title: 'Attention',
      width: 600,
      uri: 'https://example.com/noise?place=Gate&level=1',
    });
  });

  test.each([
    [{ location: 'Gate' }, 'values.value'],
    [{}, 'values.location'],
    [{ location: 'Gate', value: '1', metric: 'lp' }, 'values.metric'],
    [{ location: 'a'.repeat(200), value: '1' }, 'title'],
    [{ location: 'a'.repeat(501), value: '1' }, 'values'],
    [{ Location: 'Gate', value: '1' }, 'values'],
  ])('is refused with %j', async (values, named) => {
    await using api = await createTestApi();
    const { operator, device } = await setUp(api);
    await expect(operator.pip.show({ deviceId: device.id, template: 'Loud', values })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
      message: expect.stringContaining(named),
    });
    expect(await operator.pip.list({})).toMatchObject({ items: [] });
  });

  test('values without a template are rejected, and so is an unknown template', async () => {
    await using api = await createTestApi();
    const { operator, device } = await setUp(api);
    const overlay = { deviceId: device.id, type: 'web' as const, uri: 'https://example.com' };
    await expect(operator.pip.show({ ...overlay, values: {} })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    });
    await expect(operator.pip.show({ ...overlay, template: 'nope' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  test('the URL keeps its server whatever the values are', () => {
    const whole = {
      ...overlayDefaults,
      ...payload,
      position: 'center',
      height: 40,
      title: undefined,
    } as const;
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 60 }),
        fc.string({ maxLength: 60 }),
        (location, value) => {
          const { uri } = withValues(whole, { location, value });
          const url = new URL(uri);
          expect([url.origin, url.pathname]).toEqual(['https://example.com', '/noise']);
          expect([url.searchParams.get('place'), url.searchParams.get('level')]).toEqual([location, value]);
        },
      ),
    );
  });
});
