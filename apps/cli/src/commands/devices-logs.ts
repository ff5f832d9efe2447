import { setTimeout as sleep } from 'node:timers/promises';
import type { DeviceLogLine } from '@sitecast/api/screens/devices/schema';
import { defineCommand } from '../command.ts';
import { choice, connectionOptions, jsonOption, numeric, shortFlag, text } from '../options.ts';
import type { Output } from '../output.ts';
import { resolveDevice } from '../targets.ts';
import { localTime } from '../time.ts';

const POLL_MS = 2_000;
const DEFAULT_LIMIT = 50;

export const showDeviceLogs = defineCommand({
  name: 'devices logs',
  summary: 'Show the log of a device, newest last',
  arguments: { device: { name: 'device', summary: 'Device ID or exact name' } },
  options: {
    follow: shortFlag('f', 'Keep printing new lines until Ctrl-C'),
    level: choice(['debug', 'info', 'warn', 'error'], 'Only lines of this level'),
    tag: text('<tag>', 'Only lines with this tag'),
    limit: numeric('<n>', `Maximum number of lines, up to 200 (default: ${DEFAULT_LIMIT})`),
    ...connectionOptions,
    json: jsonOption,
  },
  async run({ connect, output }, { device, follow, level, tag, limit, json, ...flags }) {
    const connection = await connect(flags);
    const deviceId = await resolveDevice(connection, device);
    const read = (page: { limit?: number; cursor?: string }) =>
      connection.api.devices.log.query({ deviceId, level, tag, ...page });
    const first = await read({ limit: limit ?? DEFAULT_LIMIT });
    if (!follow) {
      if (json) return output.json(first);
      if (first.items.length === 0) return output.say('No log lines found.');
      for (const line of first.items.toReversed()) writeLine(output, line);
      return;
    }
    const write = (lines: DeviceLogLine[]) => {
      for (const line of lines.toReversed())
        if (json) output.json(line);
        else writeLine(output, line);
    };
    write(first.items);
    for (let last = first.items[0]?.id ?? ''; ; ) {
      await sleep(POLL_MS);
      const newer = await since(last, read);
      write(newer);
      last = newer[0]?.id ?? last;
    }
  },
});

/** All lines after the one with this ID, newest first. IDs are in chronological order. */
async function since(
  id: string,
  read: (page: {
    limit: number;
    cursor?: string;
  }) => Promise<{ items: DeviceLogLine[]; nextCursor: string | null }>,
): Promise<DeviceLogLine[]> {
  const lines: DeviceLogLine[] = [];
  let cursor: string | undefined;
  do {
    const page = await read({ limit: 200, cursor });
    const newer = page.items.filter((line) => line.id > id);
    lines.push(...newer);
    cursor = newer.length === page.items.length ? (page.nextCursor ?? undefined) : undefined;
  } while (cursor !== undefined);
  return lines;
}

function writeLine(output: Output, { at, level, tag, message }: DeviceLogLine): void {
  output.line(`${localTime(at)}  ${level.padEnd(5)}  ${tag}  ${message}`);
}
