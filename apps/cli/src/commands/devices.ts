import type { Device } from '@sitecast/api/devices/schema';
import { defineCommand } from '../command.ts';
import { connectionOptions, jsonOption, requiredText } from '../options.ts';
import type { Cell } from '../table.ts';
import { allDevices, resolveTarget } from '../targets.ts';
import { count } from '../text.ts';
import { ago, localTime } from '../time.ts';

export const listDevices = defineCommand({
  name: 'devices list',
  summary: 'List the devices',
  options: { ...connectionOptions, json: jsonOption },
  async run({ connect, output }, input) {
    const connection = await connect(input);
    const devices = await allDevices(connection);
    if (input.json) return output.json({ items: devices, nextCursor: null });
    if (devices.length === 0) {
      return output.say(
        `No devices yet. Open ${connection.server}/player on a screen, then run sitecast devices pair <code> --name <name>.`,
      );
    }
    output.table(
      [
        { title: 'NAME', cell: ({ name }) => name },
        { title: 'STATUS', cell: status },
        { title: 'LAST SEEN', cell: (device) => lastSeen(device, ago) },
        { title: 'ID', cell: ({ id }) => id, whole: true },
      ],
      devices,
    );
    output.say(
      `${count(devices.length, 'device')}, ${devices.filter(({ online }) => online).length} online.`,
    );
  },
});

export const pairDevice = defineCommand({
  name: 'devices pair',
  summary: 'Pair the screen that shows a code',
  arguments: { code: { name: 'code', summary: 'The six digits on the screen' } },
  options: {
    name: requiredText('<name>', 'What to call the device'),
    ...connectionOptions,
    json: jsonOption,
  },
  async run({ connect, output }, { code, name, json, ...flags }) {
    const { api } = await connect(flags);
    const device = await api.devices.pair.mutate({ code, name });
    if (json) return output.json(device);
    output.details([
      ['Name', device.name],
      ['ID', device.id],
    ]);
    output.say('Paired. The screen stops showing the code in a moment.');
  },
});

export const showDevice = defineCommand({
  name: 'devices show',
  summary: 'Show one device',
  arguments: { device: { name: 'device', summary: 'Its id or its exact name' } },
  options: { ...connectionOptions, json: jsonOption },
  async run({ connect, output }, { device: idOrName, json, ...flags }) {
    const connection = await connect(flags);
    const deviceId = await resolveTarget(connection, idOrName);
    const device = await connection.api.devices.get.query({ deviceId });
    if (json) return output.json(device);
    const { info } = device;
    output.details([
      ['Name', device.name],
      ['ID', device.id],
      ['Status', status(device)],
      ['Last seen', lastSeen(device, localTime)],
      ['Paired', localTime(device.createdAt)],
      ['Orientation', `${device.orientation}°`],
      ['Time zone', device.timezone],
      ['Notes', device.notes === '' ? null : device.notes],
      ['Picture', info && `${info.width} × ${info.height} at ${info.pixelRatio}×`],
      ['Player', info && `${info.playerVersion} on ${info.platform}`],
      ['Engine', info?.userAgent ?? null],
    ]);
  },
});

function status({ online }: Device): Cell {
  return online ? { text: 'online', tone: 'good' } : { text: 'offline', tone: 'quiet' };
}

function lastSeen({ online, lastSeenAt }: Device, write: (iso: string) => string): string {
  if (online) return 'now';
  return lastSeenAt === null ? 'never' : write(lastSeenAt);
}
