import { expect, test } from 'vitest';
import { createTestApi } from '../../testing/index.ts';
import { buildLobby, picture } from '../../testing/lobby.ts';

test('the list is paginated, newest first', async () => {
  await using api = await createTestApi();
  const { operator, device } = await buildLobby(api);
  const sent: string[] = [];
  for (let i = 0; i < 5; i++)
    sent.unshift((await operator.pip.show({ ...picture, deviceId: device.id })).pipId);
  const first = await operator.pip.list({ limit: 3 });
  const second = await operator.pip.list({ limit: 3, cursor: first.nextCursor! });
  expect([...first.items, ...second.items].map(({ pipId }) => pipId)).toEqual(sent);
  expect(second.nextCursor).toBeNull();
  for (const limit of [0, 201, 1.5])
    await expect(operator.pip.list({ limit })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
});
