import { defineCommand } from '../command.ts';
import { cancelled, misused } from '../errors.ts';
import { connectionOptions, flag, jsonOption } from '../options.ts';
import { allGroups, resolveDevice, resolveGroup } from '../targets.ts';
import { count } from '../text.ts';

const groupArgument = { name: 'group', summary: 'Its id or its exact name' };
const deviceArgument = { name: 'device', summary: 'The id or the exact name of a device' };

export const listGroups = defineCommand({
  name: 'groups list',
  summary: 'List the groups',
  options: { ...connectionOptions, json: jsonOption },
  async run({ connect, output }, { json, ...flags }) {
    const groups = await allGroups(await connect(flags));
    if (json) return output.json({ items: groups, nextCursor: null });
    if (groups.length === 0) return output.say('No groups yet. sitecast groups create <name> makes one.');
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
  summary: 'Show a group with its devices',
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
      return output.say('No devices are in it. sitecast groups add puts one in.');
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
  summary: 'Make a group',
  arguments: { name: { name: 'name', summary: 'What to call it' } },
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
  summary: 'Give a group another name',
  arguments: { group: groupArgument, name: { name: 'name', summary: 'What to call it' } },
  options: { ...connectionOptions, json: jsonOption },
  async run({ connect, output }, { group: idOrName, name, json, ...flags }) {
    const connection = await connect(flags);
    const groupId = await resolveGroup(connection, idOrName);
    const group = await connection.api.groups.update.mutate({ groupId, name });
    if (json) return output.json(group);
    output.say(`The group is called “${group.name}” now.`);
  },
});

export const addToGroup = defineCommand({
  name: 'groups add',
  summary: 'Put a device into a group; what it shows does not change',
  arguments: { group: groupArgument, device: deviceArgument },
  options: { ...connectionOptions, json: jsonOption },
  async run({ connect, output }, { group: idOrName, device, json, ...flags }) {
    const connection = await connect(flags);
    const groupId = await resolveGroup(connection, idOrName);
    const deviceIds = [await resolveDevice(connection, device)];
    const group = await connection.api.groups.addDevices.mutate({ groupId, deviceIds });
    if (json) return output.json(group);
    output.say(`“${group.name}” has ${count(group.deviceCount, 'device')} now.`);
  },
});

export const removeFromGroup = defineCommand({
  name: 'groups remove-device',
  summary: 'Take a device out of a group; what it shows does not change',
  arguments: { group: groupArgument, device: deviceArgument },
  options: { ...connectionOptions },
  async run({ connect, output }, { group: idOrName, device, ...flags }) {
    const connection = await connect(flags);
    const groupId = await resolveGroup(connection, idOrName);
    const deviceId = await resolveDevice(connection, device);
    await connection.api.groups.removeDevice.mutate({ groupId, deviceId });
    output.say('It is no longer in the group.');
  },
});

export const removeGroup = defineCommand({
  name: 'groups remove',
  summary: 'Delete a group and clear the overlays that were sent to it; its devices stay',
  arguments: { group: groupArgument },
  options: { yes: flag('Do not ask'), ...connectionOptions },
  async run({ connect, output, prompt }, { group: idOrName, yes, ...flags }) {
    if (!yes && !prompt.interactive)
      throw misused('Nobody can be asked here: give --yes to delete the group.');
    const connection = await connect(flags);
    const groupId = await resolveGroup(connection, idOrName);
    const { name } = await connection.api.groups.get.query({ groupId });
    if (!yes && !/^y(es)?$/i.test((await prompt.ask(`Delete the group “${name}”? [y/N] `)).trim()))
      throw cancelled();
    await connection.api.groups.remove.mutate({ groupId });
    output.say(`Deleted “${name}”.`);
  },
});
