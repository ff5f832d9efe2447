import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask } from '../test/http.ts';
import { startServerProcess } from '../test/process.ts';
import { ADMIN } from '../test/server.ts';
import { openSocket } from '../test/socket.ts';

let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'sitecast-crash-'));
});
afterAll(() => rm(dataDir, { recursive: true }));

test('a kill -9 in the middle loses nothing that was acknowledged, and the screen comes back to it', async () => {
  const before = await startServerProcess({ DATA_DIR: dataDir });
  const login = await ask(before.url, '/auth/token', { json: ADMIN });
  const { access_token: session } = login.json() as { access_token: string };
  const minted = await ask(before.url, '/api/tokens', {
    bearer: session,
    json: { name: 'CI', scope: 'full' },
  });
  const { token: bearer } = minted.json() as { token: string };
  await using unpaired = await openSocket(before.url, '/device');
  const started = await unpaired.call('mutation', 'pairing.start');
  const { code, secret } = started.result!.data as { code: string; secret: string };
  const paired = await ask(before.url, '/api/devices/pair', { bearer, json: { code, name: 'Lobby' } });
  const { id: deviceId } = paired.json() as { id: string };
  await using player = await openSocket(before.url, '/device', { params: { deviceId, secret } });
  await player.subscribe('device.messages');

  const acknowledged: unknown[] = [];
  const sending = Array.from({ length: 100 }, async (_, i) => {
    const json = { device_id: deviceId, type: 'web', uri: 'https://example.com', slot: `slot-${i}` };
    const answer = await ask(before.url, '/api/pip', { bearer, json });
    if (answer.status !== 200) return;
    acknowledged.push(answer.json().pip_id);
    if (acknowledged.length === 20) await before.end('SIGKILL');
  });
  const outcomes = await Promise.allSettled(sending);
  expect(acknowledged.length).toBeGreaterThanOrEqual(20);
  expect(outcomes.some(({ status }) => status === 'rejected')).toBe(true);

  const after = await startServerProcess({ DATA_DIR: dataDir });
  const listed = (await ask(after.url, '/api/pip?limit=200', { bearer })).json() as {
    items: { pip_id: string }[];
  };
  expect(listed.items.map(({ pip_id }) => pip_id)).toEqual(expect.arrayContaining(acknowledged));
  expect((await ask(after.url, `/api/devices/${deviceId}`, { bearer })).json()).toMatchObject({
    name: 'Lobby',
    online: false,
  });
  expect(await ask(after.url, '/auth/me', { bearer: session })).toMatchObject({ status: 200 });

  await using again = await openSocket(after.url, '/device', { params: { deviceId, secret } });
  const { overlays } = (await again.subscribe('device.messages')) as { overlays: { pip_id: string }[] };
  expect(overlays.map(({ pip_id }) => pip_id)).toEqual(expect.arrayContaining(acknowledged));
  expect((await ask(after.url, `/api/devices/${deviceId}`, { bearer })).json()).toMatchObject({
    online: true,
  });

  expect(await after.end('SIGTERM')).toEqual([0, null]);
  expect(await again.closed).toMatchObject({ code: 1012 });
}, 60_000);
