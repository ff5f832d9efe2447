import type { Command, CommandResult } from '@sitecast/api/screens/commands/schema';
import { defineCommand, type Option } from '../command.ts';
import type { Connection } from '../connection.ts';
import { misused, UserError } from '../errors.ts';
import { identify } from '../identity.ts';
import { connectionOptions, jsonOption, optionalNumber } from '../options.ts';
import type { Output } from '../output.ts';
import type { Cell } from '../table.ts';
import { findTarget } from '../targets.ts';
import { count } from '../text.ts';
import { DEFAULT_WAIT_SECONDS, watchReports } from '../wait.ts';
import { targetArgument } from './pip-results.ts';

type CommandStatus = Command['status'];
type CommandType = Command['type'];
type Payload = Record<string, unknown>;

const TYPES = [
  'screen_on',
  'screen_off',
  'identify',
  'screenshot',
  'launch',
  'update',
  'reboot',
  'shutdown',
] as const satisfies CommandType[];

const payload: Option<Payload | undefined> = {
  value: '<json>',
  summary: 'What goes with it, such as \'{"seconds": 30}\' for identify',
  parse(text) {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      throw misused('It is not JSON.');
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw misused('It has to be a JSON object.');
    return value as Payload;
  },
};

export const commandDevices = defineCommand({
  name: 'devices command',
  summary: 'Tell a device, or all devices of a group, to do something',
  arguments: {
    target: targetArgument,
    type: { name: 'type', summary: 'What to do', choices: TYPES },
  },
  options: {
    payload,
    wait: optionalNumber(
      '[seconds]',
      'Wait until every device has answered, and fail if one has not done it; default: 30',
    ),
    ...connectionOptions,
    json: jsonOption,
  },
  async run({ connect, output }, { target: idOrName, type, payload, wait, json, ...flags }) {
    const connection = await connect(flags);
    const target = await findTarget(connection, idOrName);
    // One of the choices.
    const order = { type: type as CommandType, payload };
    const send = () =>
      target.kind === 'group'
        ? connection.api.groups.command.mutate({ groupId: target.id, ...order })
        : connection.api.devices.command.mutate({ deviceId: target.id, ...order });
    if (wait === undefined) {
      const result = await send();
      if (json) return output.json(result);
      if (result.total > 0) answerTable(output, result.results);
      return output.say(summary(result));
    }
    // A refused token is told by an answer; the live connection would only try again.
    await identify(connection);
    using watch = await watchReports<CommandStatus>(connection, wait === true ? DEFAULT_WAIT_SECONDS : wait, {
      open: ['sent', 'queued'],
      read: (event) =>
        event.event === 'command'
          ? { key: event.commandId, status: event.status, detail: event.detail }
          : null,
    });
    const result = await send();
    output.say(summary(result));
    const reports = await watch.outcomes(
      result.results.map(({ commandId, status }) => ({ key: commandId, status, detail: null })),
      () => readAgain(connection, result),
    );
    const results = result.results.map((sent, at) => {
      const { status, detail } = reports[at]!;
      return { ...sent, status, detail };
    });
    if (json) output.json({ ...result, results });
    else if (results.length > 0) answerTable(output, results);
    const missing = results.filter(({ status }) => status !== 'done');
    if (missing.length > 0)
      throw new UserError(`${count(missing.length, 'device')} of ${results.length} did not do it.`);
  },
});

async function readAgain({ api }: Connection, { results }: CommandResult) {
  const pages = await Promise.all(
    results.map(({ deviceId }) => api.devices.commands.query({ deviceId, limit: 200 })),
  );
  return pages.flatMap(({ items }) => items.map(({ id, status, detail }) => ({ key: id, status, detail })));
}

interface Answer {
  name: string;
  status: CommandStatus;
  detail?: string | null;
}

function answerTable(output: Output, rows: Answer[]): void {
  const columns = [
    { title: 'DEVICE', cell: ({ name }: Answer) => name },
    { title: 'STATUS', cell: statusCell },
  ];
  const detail = { title: 'DETAIL', cell: ({ detail }: Answer) => detail ?? '' };
  output.table(rows.some(({ detail }) => detail) ? [...columns, detail] : columns, rows);
}

function statusCell({ status }: Answer): Cell {
  if (status === 'sent' || status === 'done') return { text: status, tone: 'good' };
  return status === 'queued' ? status : { text: status, tone: 'bad' };
}

function summary({ sent, queued, total }: CommandResult): string {
  if (total === 0) return 'The group is empty: nothing was sent.';
  const later = queued > 0 ? ` ${queued} will get it on returning.` : '';
  return `Sent to ${sent} of ${count(total, 'device')}.${later}`;
}
