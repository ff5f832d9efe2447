import type { Command, CommandResult } from '@sitecast/api/screens/commands/schema';
import { defineCommand, type Option } from '../command.ts';
import type { Connection } from '../connection.ts';
import { UserError, usageError } from '../errors.ts';
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
  summary: 'Parameters as JSON, such as \'{"seconds": 30}\' for identify',
  parse(text) {
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      throw usageError('Invalid JSON.');
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      throw usageError('Must be a JSON object.');
    return value as Payload;
  },
};

export const commandDevices = defineCommand({
  name: 'devices command',
  summary: 'Send a command to a device or to all devices of a group',
  arguments: {
    target: targetArgument,
    type: { name: 'type', summary: 'Command to send', choices: TYPES },
  },
  options: {
    payload,
    wait: optionalNumber(
      '[seconds]',
      'Wait until every device has answered, and fail unless all succeeded (default: 30)',
    ),
    ...connectionOptions,
    json: jsonOption,
  },
  async run({ connect, output }, { target: idOrName, type, payload, wait, json, ...flags }) {
    const connection = await connect(flags);
    const target = await findTarget(connection, idOrName);
    // The value is one of the choices.
    const command = { type: type as CommandType, payload };
    const send = () =>
      target.kind === 'group'
        ? connection.api.groups.command.mutate({ groupId: target.id, ...command })
        : connection.api.devices.command.mutate({ deviceId: target.id, ...command });
    if (wait === undefined) {
      const result = await send();
      if (json) return output.json(result);
      if (result.total > 0) outcomeTable(output, result.results);
      return output.say(summary(result));
    }
    // Checks the token first, because the live connection would retry forever with a rejected one.
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
      () => fetchCurrent(connection, result),
    );
    const results = result.results.map((sent, at) => {
      const { status, detail } = reports[at]!;
      return { ...sent, status, detail };
    });
    if (json) output.json({ ...result, results });
    else if (results.length > 0) outcomeTable(output, results);
    const missing = results.filter(({ status }) => status !== 'done');
    if (missing.length > 0)
      throw new UserError(`The command failed on ${missing.length} of ${count(results.length, 'device')}.`);
  },
});

async function fetchCurrent({ api }: Connection, { results }: CommandResult) {
  const pages = await Promise.all(
    results.map(({ deviceId }) => api.devices.commands.query({ deviceId, limit: 200 })),
  );
  return pages.flatMap(({ items }) => items.map(({ id, status, detail }) => ({ key: id, status, detail })));
}

interface CommandOutcome {
  name: string;
  status: CommandStatus;
  detail?: string | null;
}

function outcomeTable(output: Output, rows: CommandOutcome[]): void {
  const columns = [
    { title: 'DEVICE', cell: ({ name }: CommandOutcome) => name },
    { title: 'STATUS', cell: statusCell },
  ];
  const detail = { title: 'DETAIL', cell: ({ detail }: CommandOutcome) => detail ?? '' };
  output.table(rows.some(({ detail }) => detail) ? [...columns, detail] : columns, rows);
}

function statusCell({ status }: CommandOutcome): Cell {
  if (status === 'sent' || status === 'done') return { text: status, tone: 'good' };
  return status === 'queued' ? status : { text: status, tone: 'bad' };
}

function summary({ sent, queued, total }: CommandResult): string {
  if (total === 0) return 'The group is empty: nothing was sent.';
  const later = queued > 0 ? ` ${queued} will receive it when back online.` : '';
  return `Sent to ${sent} of ${count(total, 'device')}.${later}`;
}
