import { defineCommand } from '../command.ts';
import { connectionOptions, flag, jsonOption, numeric, text } from '../options.ts';
import { allDevices, resolveTarget } from '../targets.ts';
import { count } from '../text.ts';
import { ago } from '../time.ts';
import { deliveryTable, targetArgument } from './pip-results.ts';

export const clearOverlay = defineCommand({
  name: 'pip clear',
  summary: 'Clear overlays from a device or a group',
  arguments: { target: targetArgument },
  options: {
    pipId: text('<id>', 'Only this overlay; default: all'),
    ...connectionOptions,
    json: jsonOption,
  },
  async run({ connect, output }, { target, pipId, json, ...flags }) {
    const connection = await connect(flags);
    const deviceId = await resolveTarget(connection, target);
    const result = await connection.api.pip.clear.mutate({ deviceId, pipId });
    if (json) return output.json(result);
    if (result.total === 0) return output.say('The group is empty: there was nothing to clear.');
    deliveryTable(output, result.results);
    output.say(
      `Cleared on ${count(result.sent, 'device')}.` +
        (result.offline > 0 ? ' One that is offline will not show it when it returns.' : ''),
    );
  },
});

export const listOverlays = defineCommand({
  name: 'pip list',
  summary: 'List overlays, newest first',
  options: {
    device: text('<id|name>', 'Only those sent to this device, or to a group of this id'),
    active: flag('Only those that should be showing now'),
    limit: numeric('<n>', 'How many, at most 200; default: 50'),
    cursor: text('<id>', 'Continue after the previous page'),
    ...connectionOptions,
    json: jsonOption,
  },
  async run({ connect, output }, { device, active, limit, cursor, json, ...flags }) {
    const connection = await connect(flags);
    const deviceId = device === undefined ? undefined : await resolveTarget(connection, device);
    const page = await connection.api.pip.list.query({ deviceId, active, limit, cursor });
    if (json) return output.json(page);
    if (page.items.length === 0) {
      return output.say(
        active ? 'No overlay is showing.' : 'No overlays yet. sitecast pip send shows one on a screen.',
      );
    }
    const names = new Map((await allDevices(connection)).map(({ id, name }) => [id, name]));
    output.table(
      [
        { title: 'PIP ID', cell: ({ pipId }) => pipId, whole: true },
        {
          title: 'STATE',
          cell: ({ active }) =>
            active ? { text: 'active', tone: 'good' } : { text: 'ended', tone: 'quiet' },
        },
        {
          title: 'TARGET',
          cell: ({ target, targetId }) =>
            target === 'group' ? `group ${targetId}` : (names.get(targetId) ?? `removed device ${targetId}`),
        },
        { title: 'TYPE', cell: ({ payload }) => payload.type },
        { title: 'SENT', cell: ({ createdAt }) => ago(createdAt), whole: true },
        { title: 'URI', cell: ({ payload }) => payload.uri },
      ],
      page.items,
    );
    if (page.nextCursor !== null) output.say(`There are older ones: --cursor ${page.nextCursor}`);
  },
});
