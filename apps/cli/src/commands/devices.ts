import type { Device } from '@sitecast/api/screens/devices/schema';
import { defineCommand } from '../command.ts';
import { choice, connectionOptions, jsonOption, requiredText, text } from '../options.ts';
import type { Cell } from '../table.ts';
import { allDevices, resolveDevice, resolveGroup } from '../targets.ts';
import { count } from '../text.ts';
import { ago, localTime } from '../time.ts';

export const listDevices = defineCommand({
  name: 'devices list',
  summary: 'List devices',
  options: {
    status: choice(
      ['online', 'offline', 'never'],
      'Filter by status; never means not connected since pairing',
    ),
    group: text('<id|name>', 'Only devices of this group'),
    search: text('<text>', 'Filter by name'),
    ...connectionOptions,
    json: jsonOption,
  },
  async run({ connect, output }, { status: wanted, group, search, json, ...flags }) {
    const connection = await connect(flags);
    const groupId = group === undefined ? undefined : await resolveGroup(connection, group);
    const filter = { status: wanted, groupId, search };
    const devices = await allDevices(connection, filter);
    if (json) return output.json({ items: devices, nextCursor: null });
    if (devices.length === 0) {
      if (Object.values(filter).some((value) => value !== undefined)) return output.say('No devices found.');
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
  summary: 'Pair a screen by the code it shows',
  arguments: { code: { name: 'code', summary: 'Six-digit code shown on the screen' } },
  options: {
    name: requiredText('<name>', 'Name of the device'),
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
    output.say('Paired. The screen will stop showing the code shortly.');
  },
});

export const showDevice = defineCommand({
  name: 'devices show',
  summary: 'Show a device',
  arguments: { device: { name: 'device', summary: 'Device ID or exact name' } },
  options: { ...connectionOptions, json: jsonOption },
  async run({ connect, output }, { device: idOrName, json, ...flags }) {
    const connection = await connect(flags);
    const deviceId = await resolveDevice(connection, idOrName);
    const device = await connection.api.devices.get.query({ deviceId });
    if (json) return output.json(device);
    const { info, showing, groups } = device;
    output.details([
      ['Name', device.name],
      ['ID', device.id],
      ['Status', status(device)],
      ['Last seen', lastSeen(device, localTime)],
      ['Paired', localTime(device.createdAt)],
      ['Orientation', `${device.orientation}°`],
      ['Time zone', device.timezone],
      ['Notes', device.notes === '' ? null : device.notes],
      ['Resolution', info && `${info.width} × ${info.height} at ${info.pixelRatio}×`],
      ['Player', info && `${info.playerVersion} on ${info.platform}`],
      ['Engine', device.engine ?? info?.userAgent ?? null],
      [
        'Free memory',
        typeof info?.freeMemory === 'number' ? `${Math.round(info.freeMemory / 1e6)} MB` : null,
      ],
      ['Screen', info?.screenOn === false ? 'off' : null],
      ['Showing', showing.length > 0 ? showing.map(({ title, uri }) => title ?? uri).join(', ') : null],
      ['Groups', groups.length > 0 ? groups.map(({ name }) => name).join(', ') : null],
      ['Screenshot', device.screenshotAt && localTime(device.screenshotAt)],
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
