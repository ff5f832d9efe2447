import { startTestServer, type TestServer } from '@sitecast/server/testing';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createLoggedInHome, type Home } from './home.ts';
import { pairDevice, startScreen } from './screen.ts';

let server: TestServer;
let home: Home;
beforeAll(async () => {
  server = await startTestServer();
  home = await createLoggedInHome(server);
});
afterAll(async () => {
  await home[Symbol.asyncDispose]();
  await server[Symbol.asyncDispose]();
});

const created = async (name: string): Promise<string> =>
  JSON.parse((await home.run(['groups', 'create', name, '--json'])).stdout).id;

describe('groups', () => {
  test('are created, filled and emptied by name', async () => {
    const { id } = await pairDevice(server, 'Ramp');
    expect((await home.run(['groups', 'create', 'Yard'])).stdout).toMatch(/^Name +Yard$/m);
    expect((await home.run(['groups', 'add', 'Yard', 'Ramp'])).stderr).toContain('“Yard” now has 1 device.');
    expect((await home.run(['groups', 'list'])).stdout).toMatch(/^Yard +1 +0 +/m);
    expect((await home.run(['groups', 'show', 'Yard'])).stdout).toMatch(
      new RegExp(`^Ramp +offline +${id}$`, 'm'),
    );
    expect((await home.run(['devices', 'list', '--group', 'Yard'])).stdout).toContain('Ramp');
    expect((await home.run(['groups', 'remove-device', 'Yard', 'Ramp'])).code).toBe(0);
    expect((await home.run(['groups', 'list'])).stdout).toMatch(/^Yard +0 +0 +/m);
  });

  test('are renamed, and deleted with --yes', async () => {
    await created('South yard');
    expect((await home.run(['groups', 'rename', 'South yard', 'North yard'])).stderr).toContain(
      '“North yard”',
    );
    const asked = await home.run(['groups', 'remove', 'North yard']);
    expect(asked).toMatchObject({ code: 2, stderr: expect.stringContaining('--yes') });
    expect((await home.run(['groups', 'remove', 'North yard', '--yes'])).code).toBe(0);
    expect((await home.run(['groups', 'show', 'North yard'])).stderr).toContain(
      'No group is named “North yard”',
    );
  });

  test('a name that is taken is an error', async () => {
    await created('Taken');
    const { code, stderr } = await home.run(['groups', 'create', 'taken']);
    expect(code).toBe(1);
    expect(stderr).toContain('A group named “taken” already exists');
  });

  test('a name shared by a group and a device is an error', async () => {
    const groupId = await created('Twin');
    const { id } = await pairDevice(server, 'Twin');
    const { code, stderr } = await home.run(['devices', 'command', 'Twin', 'identify']);
    expect(code).toBe(1);
    expect(stderr).toContain(groupId);
    expect(stderr).toContain(id);
  });
});

describe('devices command', () => {
  test('prints what was sent, and with --wait the result of each device', async () => {
    const screen = await startScreen(server, 'Answers', undefined, { status: 'done' });
    const sent = await home.run(['devices', 'command', 'Answers', 'identify', '--payload', '{"seconds": 3}']);
    expect(sent).toMatchObject({ code: 0, stdout: 'DEVICE   STATUS\nAnswers  sent\n' });
    expect(screen.messages.at(-1)).toMatchObject({ type: 'identify', payload: { seconds: 3 } });
    const done = await home.run(['devices', 'command', screen.id, 'screen_off', '--wait']);
    expect(done).toMatchObject({ code: 0, stdout: 'DEVICE   STATUS\nAnswers  done\n' });
    await screen.close();
  });

  test('with --wait fails if a device of the group fails, with its reason', async () => {
    const detail = 'no power here\u001b[2J';
    const good = await startScreen(server, 'Can', undefined, { status: 'done' });
    const bad = await startScreen(server, 'Cannot', undefined, { status: 'unsupported', detail });
    await created('Both');
    for (const name of ['Can', 'Cannot']) await home.run(['groups', 'add', 'Both', name]);
    const { code, stdout, stderr } = await home.run(['devices', 'command', 'Both', 'reboot', '--wait']);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^Can +done$/m);
    expect(stdout).toMatch(/^Cannot +unsupported +no power here␛\[2J$/m);
    expect(stderr).toContain('The command failed on 1 of 2 devices.');
    const json = await home.run(['devices', 'command', 'Both', 'reboot', '--wait', '--json']);
    expect(JSON.parse(json.stdout)).toMatchObject({
      sent: 2,
      results: [{ status: 'done' }, { status: 'unsupported', detail }],
    });
    await good.close();
    await bad.close();
  });

  test('for an offline device is not queued, except for an update', async () => {
    await pairDevice(server, 'Away');
    expect((await home.run(['devices', 'command', 'Away', 'launch'])).stdout).toContain('offline');
    const update = await home.run(['devices', 'command', 'Away', 'update']);
    expect(update.stdout).toContain('queued');
    expect(update.stderr).toContain('1 will receive it when back online.');
  });

  test.each([
    [['explode'], 'type'],
    [['launch', '--payload', 'now'], '--payload'],
    [['launch', '--payload', '[1]'], '--payload'],
    [['identify', '--payload', '{"seconds": 0}'], '--payload'],
  ])('%j is a usage error', async (args, named) => {
    await pairDevice(server, `Misused ${args.join()}`);
    const { code, stderr } = await home.run(['devices', 'command', `Misused ${args.join()}`, ...args]);
    expect(stderr).toContain(named);
    expect(code).toBe(2);
  });
});

describe('devices logs', () => {
  test('prints the newest last, filtered by level', async () => {
    const screen = await startScreen(server, 'Talks');
    await screen.log('first');
    await screen.log('second', 'warn');
    const { stdout } = await home.run(['devices', 'logs', 'Talks']);
    expect(stdout).toMatch(/info {3}test {2}first\n.*warn {3}test {2}second\n$/);
    const warned = await home.run(['devices', 'logs', 'Talks', '--level', 'warn', '--json']);
    expect(JSON.parse(warned.stdout)).toMatchObject({ items: [{ message: 'second' }], next_cursor: null });
    await screen.close();
  });

  test('-f keeps printing new lines', async () => {
    const screen = await startScreen(server, 'Goes on');
    await screen.log('before');
    const following = home.follow(['devices', 'logs', 'Goes on', '-f']);
    await vi.waitFor(() => expect(following.stdout()).toContain('before'), { timeout: 15_000 });
    await screen.log('after');
    await vi.waitFor(() => expect(following.stdout()).toMatch(/before\n.*after\n$/), { timeout: 15_000 });
    expect(await following.interrupt()).toBe(2);
    await screen.close();
  });
});
