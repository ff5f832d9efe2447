import { overlayDefaults, toMessageFields } from '@sitecast/protocol/overlay-payload';
import { startTestServer, type TestServer } from '@sitecast/server/testing';
import { uuidv7 } from 'uuidv7';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createHome, createLoggedInHome, type Home, inTerminal } from './home.ts';
import { createProxy } from './proxy.ts';
import { apiOf, pairDevice, startScreen } from './screen.ts';

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

const image = ['--type', 'image', '--uri', 'https://example.com/logo.png'];
const send = (target: string, ...options: string[]) =>
  home.run(['pip', 'send', target, ...image, ...options]);

async function createGroup(name: string, deviceIds: string[]): Promise<string> {
  const { id: workspaceId } = await server.app.db.workspace.findFirstOrThrow({ select: { id: true } });
  const id = uuidv7();
  await server.app.db.deviceGroup.create({
    data: {
      id,
      workspaceId,
      name,
      nameKey: name.toLowerCase(),
      members: { create: deviceIds.map((deviceId) => ({ deviceId })) },
    },
  });
  return id;
}

describe('pip send', () => {
  test('shows a template with the values that were typed', async () => {
    const screen = await startScreen(server, 'Template');
    const api = apiOf(server, await server.login());
    await api.pip.template.create.mutate({
      name: 'Level',
      payload: { type: 'web', uri: 'https://example.com/?at={place}', title: '{place}: {level} dB' },
    });
    const { code } = await home.run([
      ...['pip', 'send', 'Template', '--template', 'level', '--duration', '5'],
      ...['--set', 'place=Gate = A', '--set', 'level=71.5'],
    ]);
    expect(code).toBe(0);
    await vi.waitFor(() => expect(screen.messages).toHaveLength(2));
    expect(screen.messages[1]).toMatchObject({
      uri: 'https://example.com/?at=Gate%20%3D%20A',
      title: 'Gate = A: 71.5 dB',
      duration: 5,
    });
    const missing = await home.run(['pip', 'send', 'Template', '--template', 'Level', '--set', 'place=Gate']);
    expect(missing).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--set: Required by the template'),
    });
    expect(await home.run(['pip', 'send', 'Template', '--template', 'Level', '--set', 'x'])).toMatchObject({
      code: 2,
    });
    const nothing = await home.run(['pip', 'send', 'Template']);
    expect(nothing).toMatchObject({ code: 2, stderr: expect.stringContaining('--type: Required unless') });
    await screen.close();
  });

  test('reaches the screen with every field that was typed', async () => {
    const screen = await startScreen(server, 'Full');
    const { code, stdout } = await home.run([
      ...['pip', 'send', 'Full', '--type', 'video', '--uri', 'https://example.com/a.mp4'],
      ...['--position', '10,82.5', '--width', '640', '--height', '480', '--duration', '90'],
      ...['--title', 'Fire drill', '--title-color', '#ffffff', '--background-color', '#aa0000'],
      ...['--opacity', '0.9', '--border-radius', '8', '--close-button', '--slot', 'alert'],
      ...['--priority', '-5', '--exclusive', '--queue-for', '60', '--no-muted', '--json'],
    ]);
    expect(code).toBe(0);
    const result = JSON.parse(stdout);
    expect(result).toMatchObject({
      success: true,
      target: 'device',
      sent: 1,
      offline: 0,
      queued: 0,
      total: 1,
    });
    expect(result.results).toEqual([{ device_id: screen.id, name: 'Full', status: 'sent' }]);
    await vi.waitFor(() => expect(screen.messages).toHaveLength(2));
    expect(screen.messages[1]).toEqual({
      event: 'device:pip-show',
      pip_id: result.pip_id,
      ...toMessageFields(overlayDefaults),
      type: 'video',
      uri: 'https://example.com/a.mp4',
      position: { x: 10, y: 82.5 },
      width: 640,
      height: 480,
      duration: 90,
      title: 'Fire drill',
      title_color: '#ffffff',
      background_color: '#aa0000',
      opacity: 0.9,
      border_radius: 8,
      close_button: true,
      slot: 'alert',
      priority: -5,
      exclusive: true,
      muted: false,
    });
    await screen.close();
  });

  test('without options sends the defaults, muted', async () => {
    const screen = await startScreen(server, 'Plain');
    const { code, stdout, stderr } = await send('Plain');
    expect(code).toBe(0);
    expect(stdout).toBe('DEVICE  STATUS\nPlain   sent\n');
    expect(stderr).toMatch(/^Overlay \S+ sent to 1 of 1 device\.\n$/);
    await vi.waitFor(() =>
      expect(screen.messages[1]).toMatchObject({ position: 'top-right', muted: true, slot: 'main' }),
    );
    await screen.close();
  });

  test('what is out of bounds is told by its option, all at once', async () => {
    const { id } = await pairDevice(server, 'Bounds');
    const options = ['--width', '39', '--opacity', '1.5', '--position', '10,101', '--title-color', 'red'];
    const { code, stdout, stderr } = await home.run([
      ...['pip', 'send', id, '--type', 'image', '--uri', 'ftp://example.com', '--slot', 'A b', ...options],
      ...['--queue-for', '-1'],
    ]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    const named = stderr
      .trimEnd()
      .split('\n')
      .map((line) => /--[a-z-]+(?=: )/.exec(line)?.[0]);
    expect(named.toSorted()).toEqual(
      ['--opacity', '--position', '--queue-for', '--slot', '--title-color', '--uri', '--width'].toSorted(),
    );
  });

  test.each([
    [['--width', 'wide'], '--width'],
    [['--position', '1,2,3'], '--position'],
    [['--wait', 'soon'], '--wait'],
    [['--wait', '0'], '--wait'],
    [['--type', 'gif'], '--type'],
    [['--colour', 'red'], '--colour'],
  ])('%j is a misuse', async (options, named) => {
    const { id } = await pairDevice(server, 'Misused');
    const { code, stderr } = await send(id, ...options);
    expect(stderr).toContain(named);
    expect(code).toBe(2);
  });

  test('to a target that is not there fails', async () => {
    expect(await send(uuidv7())).toMatchObject({
      code: 1,
      stderr: 'error: No screen or group with this ID in this workspace.\n',
    });
    expect((await send('Nowhere')).stderr).toContain('No device or group is named “Nowhere”');
  });

  test('to a group says what became of it on each device', async () => {
    const screen = await startScreen(server, 'Group on');
    const off = await pairDevice(server, 'Group off');
    const group = await createGroup('Both', [screen.id, off.id]);
    const { code, stdout, stderr } = await send(group);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Group on +sent$/m);
    expect(stdout).toMatch(/^Group off +offline$/m);
    expect(stderr).toContain('sent to 1 of 2 devices');
    const queued = await send(group, '--queue-for', '60');
    expect(queued.stderr).toContain('1 will get it on returning in time');
    await screen.close();
  });

  test('to an empty group sends nothing and says so', async () => {
    const group = await createGroup('Empty', []);
    expect(await send(group)).toMatchObject({ code: 0, stderr: 'The group is empty: nothing was sent.\n' });
  });

  test('with an API token needs the scope full', async () => {
    await using nobody = await createHome();
    const { id } = await pairDevice(server, 'Scoped');
    const api = apiOf(server, await server.login());
    const run = async (scope: 'write' | 'full') => {
      const { token } = await api.tokens.create.mutate({ name: scope, scope });
      const env = { SITECAST_TOKEN: token, SITECAST_SERVER: server.url };
      return nobody.run(['pip', 'send', id, ...image], { env });
    };
    const refused = await run('write');
    expect(refused.code).toBe(1);
    expect(refused.stderr).toContain('scope full');
    expect((await run('full')).code).toBe(0);
  });
});

describe('pip send --wait', () => {
  test('succeeds when the screen shows it', async () => {
    const screen = await startScreen(server, 'Shows', { status: 'shown' });
    const { code, stdout } = await send('Shows', '--wait');
    expect(stdout).toMatch(/^Shows +shown$/m);
    expect(code).toBe(0);
    await screen.close();
  });

  test('fails with the screen’s own reason', async () => {
    const good = await startScreen(server, 'Good', { status: 'shown' });
    const bad = await startScreen(server, 'Bad', {
      status: 'failed',
      detail: 'The image is broken\u001b[2J',
    });
    const group = await createGroup('Mixed', [good.id, bad.id]);

    const { code, stdout, stderr } = await send(group, '--wait');

    expect(code).toBe(1);
    expect(stdout).toMatch(/^Good +shown$/m);
    expect(stdout).toMatch(/^Bad +failed +The image is broken␛\[2J$/m);
    expect(stderr).toContain('1 device of 2 did not show the overlay');
    await good.close();
    await bad.close();
  });

  test('fails at once for a device that is offline', async () => {
    await pairDevice(server, 'Dark');
    const { code, stdout } = await send('Dark', '--wait', '300');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^Dark +offline$/m);
  });

  test('fails when a screen says nothing in time', async () => {
    const screen = await startScreen(server, 'Silent');
    const { code, stdout } = await send('Silent', '--wait', '0.3', '--json');
    expect(code).toBe(1);
    expect(JSON.parse(stdout).results).toEqual([
      { device_id: screen.id, name: 'Silent', status: 'sent', detail: 'no answer within 0.3 s' },
    ]);
    await screen.close();
  });

  test('a report that came while the connection was lost was waited for in vain', async () => {
    const screen = await startScreen(server, 'Far away');
    await using proxy = await createProxy(server.url);
    const env = { SITECAST_TOKEN: await server.login(), SITECAST_SERVER: proxy.url };
    let reported: Promise<void> | undefined;
    const { code, stdout } = await home.run(['pip', 'send', 'Far away', ...image, '--wait'], {
      env,
      onStderr() {
        proxy.cut();
        const [, shown] = screen.messages;
        reported ??= screen.report(shown!.pip_id!, { status: 'shown' }).then(proxy.mend);
      },
    });
    await reported;
    expect(stdout).toMatch(/^Far away +shown$/m);
    expect(code).toBe(0);
    await screen.close();
  });

  test('without a live connection nothing is sent', async () => {
    const screen = await startScreen(server, 'Unheard');
    await using deaf = await createProxy(server.url, { webSockets: false });
    const env = { SITECAST_TOKEN: await server.login(), SITECAST_SERVER: deaf.url };
    const { code, stderr } = await home.run(['pip', 'send', screen.id, ...image, '--wait', '1'], { env });
    expect(code).toBe(1);
    expect(stderr).toContain('Nothing was sent');
    expect(screen.messages).toHaveLength(1);
    await screen.close();
  });

  inTerminal('ends with Ctrl-C, which does not take the overlay back', async () => {
    const screen = await startScreen(server, 'Patient');
    const { code, stdout } = await home.terminal(
      ['pip', 'send', 'Patient', ...image, '--wait', '300'],
      [['sent to 1 of 1 device', '\x03']],
    );
    expect(stdout).toContain('Cancelled.');
    expect(code).toBe(2);
    expect(screen.messages.map(({ event }) => event)).toEqual(['device:snapshot', 'device:pip-show']);
    await screen.close();
  });

  test('a refused token is told at once', async () => {
    await using nobody = await createHome();
    const env = { SITECAST_TOKEN: 'st_nonsense', SITECAST_SERVER: server.url };
    const { code } = await nobody.run(['pip', 'send', uuidv7(), ...image, '--wait', '300'], { env });
    expect(code).toBe(4);
  });
});

describe('pip clear and pip list', () => {
  test('an overlay is active until it is cleared', async () => {
    const screen = await startScreen(server, 'Cleared', { status: 'shown' });
    const first = JSON.parse((await send('Cleared', '--wait', '--json', '--slot', 'a')).stdout).pip_id;
    const second = JSON.parse((await send('Cleared', '--wait', '--json', '--slot', 'b')).stdout).pip_id;
    const active = async () => {
      const { stdout } = await home.run(['pip', 'list', '--device', 'Cleared', '--active', '--json']);
      return JSON.parse(stdout).items.map(({ pip_id }: { pip_id: string }) => pip_id);
    };
    expect(await active()).toEqual([second, first]);

    const one = await home.run(['pip', 'clear', 'Cleared', '--pip-id', first]);
    expect(one).toMatchObject({ code: 0, stderr: 'Cleared on 1 device.\n' });
    expect(await active()).toEqual([second]);

    await home.run(['pip', 'clear', screen.id]);
    expect(await active()).toEqual([]);
    await vi.waitFor(() =>
      expect(screen.messages.filter(({ event }) => event === 'device:pip-clear')).toEqual([
        { event: 'device:pip-clear', pip_id: first },
        { event: 'device:pip-clear' },
      ]),
    );
    const { stdout } = await home.run(['pip', 'list', '--device', screen.id]);
    expect(stdout).toMatch(
      new RegExp(`^${first} +ended +Cleared +image +just now +https://example.com/logo.png$`, 'm'),
    );
    expect((await home.run(['pip', 'list', '--device', screen.id, '--active'])).stderr).toBe(
      'No overlay is showing.\n',
    );
    await screen.close();
  });

  test('the list goes on where the page before ended', async () => {
    await pairDevice(server, 'Paged');
    await send('Paged');
    await send('Paged');
    const first = JSON.parse(
      (await home.run(['pip', 'list', '--device', 'Paged', '--limit', '1', '--json'])).stdout,
    );
    expect(first.items).toHaveLength(1);
    const more = await home.run(['pip', 'list', '--device', 'Paged', '--limit', '1']);
    expect(more.stderr).toBe(`There are older ones: --cursor ${first.next_cursor}\n`);
    const second = await home.run([
      ...['pip', 'list', '--device', 'Paged', '--limit', '1', '--json', '--cursor', first.next_cursor],
    ]);
    expect(JSON.parse(second.stdout)).toMatchObject({ items: [{ target: 'device' }], next_cursor: null });
  });

  test('a bound of the list is told by its option', async () => {
    const { code, stderr } = await home.run(['pip', 'list', '--limit', '201']);
    expect(code).toBe(2);
    expect(stderr).toContain('--limit: ');
  });
});
