import { OverlayPayload } from '@sitecast/protocol/overlay-payload';
import { expect, test } from 'vitest';
import { createTestApi } from '../../testing/index.ts';
import { buildLobby, picture } from '../../testing/lobby.ts';

const whole = {
  type: 'image',
  uri: 'https://example.com/a.png',
  position: 'top-right',
  width: 480,
  height: 360,
  duration: 0,
  opacity: 1,
  fontSize: 24,
  borderRadius: 0,
  closeButton: false,
  slot: 'main',
  priority: 0,
  exclusive: false,
  muted: true,
};
const accepted: Record<string, unknown[]> = {
  type: ['image', 'web', 'video'],
  uri: ['http://a', 'https://example.com/ü?x=1#y', `https://example.com/${'a'.repeat(2048 - 20)}`],
  position: [
    'top-right',
    'top-left',
    'bottom-right',
    'bottom-left',
    'center',
    { x: 0, y: 0 },
    { x: 100, y: 100 },
    { x: 12.5, y: 99.9 },
  ],
  width: [40, 3840],
  height: [40, 3840],
  duration: [0, 0.5, 86_400],
  title: ['', 'a'.repeat(200), '<b>not markup</b>', 'Überlänge 🎉'],
  titleColor: ['#00ff7F', '#000000'],
  backgroundColor: ['#ABCDEF'],
  opacity: [0, 0.5, 1],
  fontSize: [12, 200],
  borderRadius: [0, 512],
  closeButton: [true, false],
  slot: ['a', 'a-1', 'a'.repeat(32)],
  priority: [-1000, 1000],
  exclusive: [true, false],
  muted: [true, false],
  queueFor: [0, 86_400],
};
const refused: Record<string, unknown[]> = {
  type: [undefined, null, '', 'IMAGE', 'audio', 1],
  uri: [
    undefined,
    null,
    '',
    'a.png',
    '/a.png',
    '//example.com/a.png',
    'ftp://example.com/a.png',
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'https://',
    'https:example.com',
    'http:/example.com',
    'https://exam ple.com',
    `https://example.com/${'a'.repeat(2049 - 20)}`,
  ],
  position: ['top', null, { x: -0.01, y: 0 }, { x: 0, y: 100.01 }, { x: 1 }, { x: 1, y: 1, z: 1 }, [1, 1]],
  width: [39, 3841, 40.5, '480', null, Number.NaN],
  height: [39, 3841, 40.5, '480', null, Number.NaN],
  duration: [-1, 86_401, '5', null, Number.NaN, Number.POSITIVE_INFINITY],
  title: ['a'.repeat(201), null, 5, 'a\0b', '\ud800'],
  titleColor: ['red', '#fff', '#12345', '#1234567', '#12345g', '123456', null],
  backgroundColor: ['red', '#fff', '#12345', '#1234567', '#12345g', '123456', null],
  opacity: [-0.01, 1.01, '1', null],
  fontSize: [11, 201, 24.5, '24', null],
  borderRadius: [-1, 513, '1', null],
  closeButton: ['true', 1, null],
  slot: ['', 'A', 'a b', 'a_b', 'a'.repeat(33), null, 1],
  priority: [-1001, 1001, 0.5, '0', null],
  exclusive: ['true', 1, null],
  muted: ['false', 0, null],
  queueFor: [-1, 86_401, '5', null],
  deviceId: [undefined, null, '', 'lobby', 1],
  surprise: [1],
};

function valuesOf(fields: Record<string, unknown[]>): [field: string, value: unknown][] {
  return Object.entries(fields).flatMap(([field, values]) =>
    values.map((value): [string, unknown] => [field, value]),
  );
}

test('every field has its bounds in this test', () => {
  expect(Object.keys(accepted).sort()).toEqual([...Object.keys(OverlayPayload.shape), 'queueFor'].sort());
});

test('values just inside the bounds are accepted unchanged', async () => {
  await using api = await createTestApi();
  const { operator, device } = await buildLobby(api);
  await Promise.all(
    valuesOf(accepted).map(async ([field, value]) => {
      const { pipId } = await operator.pip.show({ ...picture, deviceId: device.id, [field]: value });
      const { payload } = await operator.pip.get({ pipId });
      if (field !== 'queueFor') expect(payload).toEqual({ ...whole, [field]: value });
    }),
  );
});

test('values just outside are rejected, and the field is named', async () => {
  await using api = await createTestApi();
  const { operator, device } = await buildLobby(api);
  await Promise.all(
    valuesOf(refused).map(([field, value]) =>
      expect(
        operator.pip.show({ ...picture, deviceId: device.id, [field]: value } as never),
        `${field}: ${JSON.stringify(value)}`,
      ).rejects.toMatchObject({ code: 'BAD_REQUEST', message: expect.stringContaining(field) }),
    ),
  );
  expect(await operator.pip.list({})).toEqual({ items: [], nextCursor: null });
});

test('two missing required fields are both named', async () => {
  await using api = await createTestApi();
  const { operator, device } = await buildLobby(api);
  await expect(operator.pip.show({ deviceId: device.id } as never)).rejects.toThrow(/type[\s\S]*uri/);
});

test('the screen gets the defaults too, in snake_case', async () => {
  await using api = await createTestApi();
  const { operator, device } = await buildLobby(api);
  await using screen = await device.connect();
  const { pipId } = await operator.pip.show({ ...picture, deviceId: device.id, titleColor: '#123456' });
  expect(await screen.next()).toEqual({
    event: 'device:pip-show',
    pip_id: pipId,
    ...picture,
    position: 'top-right',
    width: 480,
    height: 360,
    duration: 0,
    title_color: '#123456',
    font_size: 24,
    opacity: 1,
    border_radius: 0,
    close_button: false,
    slot: 'main',
    priority: 0,
    exclusive: false,
    muted: true,
  });
});
