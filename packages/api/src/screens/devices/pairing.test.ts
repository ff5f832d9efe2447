import { describe, expect, test } from 'vitest';
import { createTestApi } from '../../testing/index.ts';

describe('pairing a screen', () => {
  test('takes a code from an operator, and then the screen connects with its ID and secret', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace({ name: 'Harbour' });
    const player = api.callDevice();
    const pairing = await player.pairing.start();
    expect(pairing).toEqual({
      pairingId: expect.any(String),
      code: expect.stringMatching(/^\d{6}$/),
      secret: expect.stringMatching(/^[\w-]{43}$/),
      expiresAt: new Date(api.clock.now().getTime() + 600_000).toISOString(),
      pairUrl: `http://sitecast.test/screens?code=${pairing.code}`,
      serverUrl: 'http://sitecast.test',
    });
    const { pairingId, secret } = pairing;
    const check = () => player.pairing.check({ pairingId, secret });
    expect(await check()).toEqual({ status: 'waiting' });

    const device = await mine.as('operator').devices.pair({ code: pairing.code, name: '  Lobby ' });

    expect(device).toEqual({
      id: expect.any(String),
      name: 'Lobby',
      notes: '',
      orientation: 0,
      timezone: 'UTC',
      online: false,
      status: 'never',
      lastSeenAt: null,
      createdAt: api.clock.now().toISOString(),
      groups: [],
      showing: [],
      screenshotAt: null,
      engine: null,
      info: null,
    });
    expect(await check()).toEqual({ status: 'paired', deviceId: device.id });
    const answer = await api
      .callDevice({ device: { id: device.id, secret: pairing.secret } })
      .device.heartbeat();
    expect(answer).toEqual({ serverTime: api.clock.now().toISOString() });
    expect(await mine.as('viewer').devices.list({})).toEqual({ items: [device], nextCursor: null });
  });

  test.each(['123 456', '123-456', ' 123456 '])('accepts the code typed as “%s”', async (typed) => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const { pairingId } = await api.callDevice().pairing.start();
    await api.app.db.devicePairing.update({ where: { id: pairingId }, data: { code: '123456' } });
    expect(await mine.as('operator').devices.pair({ code: typed, name: 'A' })).toMatchObject({ name: 'A' });
  });

  test.each(['12345', '1234567', '12345a', '', '１２３４５６', '12 34 56'])(
    'refuses “%s” as a code',
    async (code) => {
      await using api = await createTestApi();
      const mine = await api.buildWorkspace();
      await expect(mine.as('operator').devices.pair({ code, name: 'A' })).rejects.toMatchObject({
        code: 'BAD_REQUEST',
        message: expect.stringContaining('code'),
      });
    },
  );

  test('takes a new code after ten minutes, as the screen learns', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const player = api.callDevice();
    const old = await player.pairing.start();
    const check = ({ pairingId, secret }: typeof old) => player.pairing.check({ pairingId, secret });
    api.clock.advance(600);

    expect(await check(old)).toEqual({ status: 'expired' });
    await expect(mine.as('operator').devices.pair({ code: old.code, name: 'A' })).rejects.toMatchObject({
      appCode: 'EXPIRED',
    });
    const renewed = await player.pairing.start();
    expect(renewed.code).not.toBe(old.code);
    await mine.as('operator').devices.pair({ code: renewed.code, name: 'A' });
    expect(await check(renewed)).toMatchObject({ status: 'paired' });
  });

  test('uses up the code', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const { code } = await api.callDevice().pairing.start();
    await mine.as('operator').devices.pair({ code, name: 'A' });
    await expect(mine.as('operator').devices.pair({ code, name: 'B' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  test('succeeds only once when two operators enter the code concurrently', async () => {
    await using api = await createTestApi();
    const [mine, theirs] = [await api.buildWorkspace(), await api.buildWorkspace()];
    const { code } = await api.callDevice().pairing.start();

    const attempts = await Promise.allSettled(
      [mine, theirs, mine, theirs].map((workspace) =>
        workspace.as('operator').devices.pair({ code, name: 'A' }),
      ),
    );

    expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const attempt of attempts)
      if (attempt.status === 'rejected') expect(attempt.reason).toMatchObject({ code: 'NOT_FOUND' });
    expect(await api.app.db.device.count()).toBe(1);
  });

  test('reveals its state only to the player that started it', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const { pairingId, code } = await api.callDevice().pairing.start();
    await mine.as('operator').devices.pair({ code, name: 'A' });
    const { secret } = await api.callDevice().pairing.start();
    expect(await api.callDevice().pairing.check({ pairingId, secret })).toEqual({ status: 'expired' });
    expect(
      await api.callDevice().pairing.check({ pairingId: '00000000-0000-4000-8000-000000000000', secret }),
    ).toEqual({ status: 'expired' });
  });

  test('is refused to viewers and read tokens', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const { code } = await api.callDevice().pairing.start();
    for (const caller of [mine.as('viewer'), mine.withToken('read')])
      await expect(caller.devices.pair({ code, name: 'A' })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await mine.withToken('write').devices.pair({ code, name: 'A' });
  });

  test('is limited to 30 codes a minute per IP address', async () => {
    await using api = await createTestApi();
    const start = (ip: string) => api.callDevice({ ip }).pairing.start();
    for (let i = 0; i < 30; i++) await start('192.0.2.7');
    await expect(start('192.0.2.7')).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' });
    await start('192.0.2.8');
  });
});

describe('guessing codes', () => {
  const wrong = { code: '000000', name: 'A' };

  test('is locked after five wrong codes in 15 minutes, even for the right one', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const { pairingId, code } = await api.callDevice().pairing.start();
    if (code === wrong.code)
      await api.app.db.devicePairing.update({ where: { id: pairingId }, data: { code: '111111' } });
    const operator = mine.as('operator');
    for (let i = 0; i < 5; i++)
      await expect(operator.devices.pair(wrong)).rejects.toMatchObject({ code: 'NOT_FOUND' });

    await expect(operator.devices.pair({ code, name: 'A' })).rejects.toMatchObject({
      code: 'TOO_MANY_REQUESTS',
      retryAfter: expect.any(Number),
    });

    await mine.as('admin').devices.pair({ code, name: 'A' });
  });

  test('does not count codes that succeed', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    for (let i = 0; i < 8; i++) {
      const { code } = await api.callDevice().pairing.start();
      await mine.as('operator').devices.pair({ code, name: 'A' });
    }
  });

  test('cannot exceed the limit of five by running concurrently', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const operator = mine.as('operator');
    await operator.devices.list({});
    const attempts = await Promise.allSettled(Array.from({ length: 20 }, () => operator.devices.pair(wrong)));
    const codes = attempts.map((attempt) => attempt.status === 'rejected' && attempt.reason.code);
    expect(codes.filter((code) => code === 'NOT_FOUND')).toHaveLength(5);
    expect(codes.filter((code) => code === 'TOO_MANY_REQUESTS')).toHaveLength(15);
  });

  test('counts a user’s tokens together with the user', async () => {
    await using api = await createTestApi();
    const mine = await api.buildWorkspace();
    const owner = await mine.member('operator');
    for (let i = 0; i < 5; i++)
      await expect(mine.as('operator').devices.pair(wrong)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const { token } = await api.buildToken({ workspace: mine, owner });
    await expect(api.call({ bearer: token }).devices.pair(wrong)).rejects.toMatchObject({
      code: 'TOO_MANY_REQUESTS',
    });
  });
});
