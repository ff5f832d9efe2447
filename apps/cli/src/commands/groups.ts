import { defineCommand } from '../command.ts';
import { cancelled, usageError } from '../errors.ts';
import { connectionOptions, flag, jsonOption } from '../options.ts';
import { allGroups, resolveDevice, resolveGroup } from '../targets.ts';
import { count } from '../text.ts';

const groupArgument = { name: 'group', summary: 'Group ID or exact name' };
const deviceArgument = { name: 'device', summary: 'Device ID or exact name' };

export const listGroups = defineCommand({
  name: 'groups list',
  summary: 'List groups',
  options: { ...connectionOptions, json: jsonOption },
  async run({ connect, output }, { json, ...flags }) {
    const groups = await allGroups(await connect(flags));
    if (json) return output.json({ items: groups, nextCursor: null });
    if (groups.length === 0)
      return output.say('No groups yet. Create one with sitecast groups create <name>.');
    output.table(
      [
        { title: 'NAME', cell: ({ name }) => name },
        { title: 'DEVICES', cell: ({ deviceCount }) => String(deviceCount) },
        { title: 'ONLINE', cell: ({ onlineCount }) => String(onlineCount) },
        { title: 'ID', cell: ({ id }) => id, whole: true },
      ],
      groups,
    );
  },
});

export const showGroup = defineCommand({
  name: 'groups show',
  summary: 'Show a group and its devices',
  arguments: { group: groupArgument },
  options: { ...connectionOptions, json: jsonOption },
  async run({ connect, output }, { group: idOrName, json, ...flags }) {
    const connection = await connect(flags);
    const groupId = await resolveGroup(connection, idOrName);
    const group = await connection.api.groups.get.query({ groupId });
    if (json) return output.json(group);
    output.details([
      ['Name', group.name],
      ['ID', group.id],
    ]);
    if (group.devices.length === 0)
      return output.say('The group is empty. Add a device with sitecast groups add.');
    output.line('');
    output.table(
      [
        { title: 'DEVICE', cell: ({ name }) => name },
        {
          title: 'STATUS',
          cell: ({ online }) =>
            online ? { text: 'online', tone: 'good' } : { text: 'offline', tone: 'quiet' },
        },
        { title: 'ID', cell: ({ id }) => id, whole: true },
      ],
      group.devices,
    );
  },
});

export const createGroup = defineCommand({
  name: 'groups create',
  summary: 'Create a group',
  arguments: { name: { name: 'name', summary: 'Name of the group' } },
  options: { ...connectionOptions, json: jsonOption },
  async run({ connect, output }, { name, json, ...flags }) {
    const { api } = await connect(flags);
    const group = await api.groups.create.mutate({ name });
    if (json) return output.json(group);
    output.details([
      ['Name', group.name],
      ['ID', group.id],
    ]);
  },
});

export const renameGroup = defineCommand({
  name: 'groups rename',
  summary: 'Rename a group',
  arguments: { group: groupArgument, name: { name: 'name', summary: 'New name' } },
  options: { ...connectionOptions, json: jsonOption },
  async run({ connect, output }, { group: idOrName, name, json, ...flags }) {
    const connection = await connect(flags);
    const groupId = await resolveGroup(connection, idOrName);
    const group = await connection.api.groups.update.mutate({ groupId, name });
    if (json) return output.json(group);
    output.say(`Renamed the group to “${group.name}”.`);
  },
});

export const addToGroup = defineCommand({
  name: 'groups add',
  summary: 'Add a device to a group; what it shows does not change',
  arguments: { group: groupArgument, device: deviceArgument },
  options: { ...connectionOptions, json: jsonOption },
  async run({ connect, output }, { group: idOrName, device, json, ...flags }) {
    const connection = await connect(flags);
    const groupId = await resolveGroup(connection, idOrName);
    const deviceIds = [await resolveDevice(connection, device)];
    const group = await connection.api.groups.addDevices.mutate({ groupId, deviceIds });
    if (json) return output.json(group);
    output.say(`“${group.name}” now has ${count(group.deviceCount, 'device')}.`);
  },
});

export const removeFromGroup = defineCommand({
  name: 'groups remove-device',
  summary: 'Remove a device from a group; what it shows does not change',
  arguments: { group: groupArgument, device: deviceArgument },
  options: { ...connectionOptions },
  async run({ connect, output }, { group: idOrName, device, ...flags }) {
    const connection = await connect(flags);
    const groupId = await resolveGroup(connection, idOrName);
    const deviceId = await resolveDevice(connection, device);
    await connection.api.groups.removeDevice.mutate({ groupId, deviceId });
    output.say('Removed the device from the group.');
  },
});

export const removeGroup = defineCommand({
  name: 'groups remove',
  summary: 'Delete a group and clear overlays sent to it; its devices are kept',
  arguments: { group: groupArgument },
  options: { yes: flag('Skip the confirmation prompt'), ...connectionOptions },
  async run({ connect, output, prompt }, { group: idOrName, yes, ...flags }) {
    if (!yes && !prompt.interactive)
      throw usageError('--yes is required to delete the group when not running interactively.');
    const connection = await connect(flags);
    const groupId = await resolveGroup(connection, idOrName);
    const { name } = await connection.api.groups.get.query({ groupId });
    if (!yes && !/^y(es)?$/i.test((await prompt.ask(`Delete the group “${name}”? [y/N] `)).trim()))
      throw cancelled();
    await connection.api.groups.remove.mutate({ groupId });
    output.say(`Deleted “${name}”.`);
  },
});
