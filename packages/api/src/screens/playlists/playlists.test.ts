import { expect, test } from 'vitest';
import { createTestApi } from '../../testing/index.ts';

test('the list holds the workspace’s playlists, newest first, page by page', async () => {
  await using api = await createTestApi();
  const mine = await api.buildWorkspace();
  await api.buildPlaylist();
  const made = [];
  for (const name of ['1', '2', '3'])
    made.push(await api.buildPlaylist({ workspace: mine, name, status: 'published' }));
  const first = await mine.as('viewer').playlists.list({ limit: 2 });
  expect(first.items[0]).toEqual({ id: made[2]!.id, name: '3', status: 'published' });
  const rest = await mine.withToken('read').playlists.list({ limit: 2, cursor: first.nextCursor! });
  expect([...first.items, ...rest.items].map(({ name }) => name)).toEqual(['3', '2', '1']);
  expect(rest.nextCursor).toBeNull();
});
