import type { HistoryStep } from '@sitecast/api/sites/readings/schema';
import { defineCommand } from '../command.ts';
import { download } from '../download.ts';
import { usageError } from '../errors.ts';
import { choice, connectionOptions, flag, jsonOption, text } from '../options.ts';
import { resolveUnit } from '../targets.ts';
import { readTime, timeIn } from '../time.ts';
import { decibels, meterArgument } from './meters.ts';

const STEPS = ['1m', '5m', '15m', '1h', '1d'] as const satisfies readonly HistoryStep[];

export const meterHistory = defineCommand({
  name: 'meters history',
  summary: 'Print the measured levels of a meter',
  arguments: { meter: meterArgument },
  options: {
    from: {
      ...text(
        '<time>',
        'Start, such as 2026-11-22, 2026-11-22T14:00 or 7d for seven days ago (default: 24h)',
      ),
      parse: readTime,
    },
    to: { ...text('<time>', 'End, in the same format (default: now)'), parse: readTime },
    step: choice(STEPS, 'Averaging period (default: 15m)'),
    timezone: text('<zone>', 'IANA time zone (default: that of the project)'),
    csv: flag('Print as CSV, without a limit on the length'),
    ...connectionOptions,
    json: jsonOption,
  },
  async run({ connect, output }, { meter, csv, json, server, workspace, ...given }) {
    if (csv && json) throw usageError('--csv and --json cannot be used together.');
    const connection = await connect({ server, workspace });
    const unitId = await resolveUnit(connection, meter);
    const { from = readTime('24h'), to = new Date().toISOString(), step, timezone } = given;
    if (csv) return download(connection, `/api/units/${unitId}/history.csv`, { from, to, step, timezone });
    const history = await connection.api.units.history.query({ unitId, from, to, step, timezone });
    if (json) return output.json(history);
    const zone = history.timezone;
    output.table(
      [
        { title: `FROM (${zone})`, cell: ({ from }) => timeIn(from, zone), whole: true },
        { title: 'LAEQ', cell: ({ leq }) => decibels(leq), whole: true },
        { title: 'LMAX', cell: ({ lmax }) => decibels(lmax), whole: true },
        { title: 'LMIN', cell: ({ lmin }) => decibels(lmin), whole: true },
        { title: 'COVERAGE', cell: ({ coverage }) => `${coverage.toFixed(1)} %`, whole: true },
        { title: '', cell: ({ overload }) => (overload ? { text: 'overload', tone: 'bad' } : '') },
      ],
      history.points,
    );
    if (history.points.every(({ leq }) => leq === null)) output.say('No readings in this period.');
  },
});
