import { WorkspaceEvent } from '@sitecast/protocol/workspace-events';
import { expect, test } from 'vitest';
import { createTestApi, eventually, type Workspace } from '../testing/index.ts';

/** Hears what a workspace's dashboards hear, until `leave`. */
async function listen(workspace: Workspace) {
  const leaving = new AbortController();
  const events = await workspace.as('viewer', { signal: leaving.signal }).workspaces.events();
  const heard: WorkspaceEvent[] = [];
  const listening = (async () => {
    for await (const event of events) heard.push(event);
  })();
  await eventually(() => expect(heard).toHaveLength(1));
  return {
    heard,
    async leave() {
      leaving.abort();
      await listening;
    },
  };
}

test('the first event is a snapshot, then comes what happens in the workspace and nothing of others', async () => {
  await using api = await createTestApi();
  const [mine, theirs] = [await api.buildWorkspace(), await api.buildWorkspace()];
  const [listener, stranger] = [await listen(mine), await listen(theirs)];
  const operator = mine.as('operator');

  const { code } = await api.callDevice().pairing.start();
  const { id: deviceId } = await operator.devices.pair({ code, name: 'Lobby' });
  await operator.devices.update({ deviceId, name: 'Hall' });
  const { pipId } = await operator.pip.show({ deviceId, type: 'web', uri: 'https://example.com' });
  await operator.pip.clear({ deviceId });
  await operator.devices.remove({ deviceId });

  await eventually(() => expect(listener.heard.at(-1)).toMatchObject({ change: 'removed' }));
  for (const event of listener.heard) expect(WorkspaceEvent.parse(event)).toEqual(event);
  expect(listener.heard.filter(({ event }) => event !== 'overlay')).toMatchObject([
    { event: 'snapshot', at: api.clock.now().toISOString() },
    { event: 'device', change: 'paired', deviceId },
    { event: 'device', change: 'changed', deviceId },
    { event: 'device', change: 'removed', deviceId },
  ]);
  expect(listener.heard).toContainEqual({ event: 'overlay', change: 'shown', pipId });
  expect(stranger.heard).toMatchObject([{ event: 'snapshot' }]);
  await Promise.all([listener.leave(), stranger.leave()]);
});

test('a screen that comes and goes is told live', async () => {
  await using api = await createTestApi();
  const mine = await api.buildWorkspace();
  const device = await mine.buildDevice();
  const listener = await listen(mine);
  await using _screen = await device.connect();
  await eventually(() =>
    expect(listener.heard).toContainEqual({ event: 'device', change: 'online', deviceId: device.id }),
  );
  await listener.leave();
});

test('one who leaves ends nothing for those who stay, and can come back', async () => {
  await using api = await createTestApi();
  const mine = await api.buildWorkspace();
  const [one, two] = [await listen(mine), await listen(mine)];
  await one.leave();
  const { code } = await api.callDevice().pairing.start();
  await mine.as('operator').devices.pair({ code, name: 'A' });
  await eventually(() => expect(two.heard.at(-1)).toMatchObject({ change: 'paired' }));
  expect(one.heard).toHaveLength(1);
  await two.leave();
  const again = await listen(mine);
  expect(again.heard).toMatchObject([{ event: 'snapshot' }]);
  await again.leave();
});
