import type { Unit } from '@sitecast/api/sites/units/schema';
import { defineCommand } from '../command.ts';
import { connectionOptions, jsonOption } from '../options.ts';
import type { Cell } from '../table.ts';
import { allUnits } from '../targets.ts';
import { count } from '../text.ts';
import { ago } from '../time.ts';

export const meterArgument = { name: 'meter', summary: 'Meter ID or exact name' };

export const listMeters = defineCommand({
  name: 'meters list',
  summary: 'List sound level meters',
  options: { ...connectionOptions, json: jsonOption },
  async run({ connect, output }, input) {
    const connection = await connect(input);
    const units = await allUnits(connection);
    if (input.json) return output.json({ items: units, nextCursor: null });
    if (units.length === 0) return output.say('No meters yet. Add them in the dashboard.');
    output.table(
      [
        { title: 'NAME', cell: ({ name }) => name },
        { title: 'STATE', cell: state },
        { title: 'LEVEL', cell: ({ lastFrame }) => decibels(lastFrame?.lp ?? null), whole: true },
        { title: 'LAST VALUE', cell: ({ lastFrame }) => (lastFrame ? ago(lastFrame.timestamp) : 'never') },
        { title: 'LOCATION', cell: ({ location }) => location?.name ?? '' },
        { title: 'PROJECT', cell: ({ location }) => location?.projectName ?? '' },
        { title: 'ID', cell: ({ id }) => id, whole: true },
      ],
      units,
    );
    output.say(`${count(units.length, 'meter')}.`);
  },
});

export function decibels(level: number | null): string {
  return level === null ? '–' : `${level.toFixed(1)} dB`;
}

function state({ reachable, lastFrame }: Unit): Cell {
  if (reachable === null) return { text: 'not read yet', tone: 'quiet' };
  if (!reachable) return { text: 'unreachable', tone: 'bad' };
  if (lastFrame?.measurementState === 'Stop') return { text: 'stopped', tone: 'quiet' };
  return { text: 'measuring', tone: 'good' };
}
