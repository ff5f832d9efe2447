import type { Alert } from '@sitecast/api/alerts/schema';
import { defineCommand } from '../command.ts';
import { connectionOptions, flag, jsonOption, numeric, text } from '../options.ts';
import { ago, localTime } from '../time.ts';

export const listAlerts = defineCommand({
  name: 'alerts list',
  summary: 'List alerts, newest first',
  options: {
    open: flag('Only open alerts'),
    limit: numeric('<n>', 'Maximum number of alerts, up to 200 (default: 50)'),
    cursor: text('<id>', 'Start after this page; printed by the previous call'),
    ...connectionOptions,
    json: jsonOption,
  },
  async run({ connect, output }, { open, limit, cursor, json, ...flags }) {
    const { api } = await connect(flags);
    const page = await api.alerts.list.query({ open, limit, cursor });
    if (json) return output.json(page);
    if (page.items.length === 0) return output.say(open ? 'No open alerts.' : 'No alerts yet.');
    output.table(
      [
        {
          title: 'STATE',
          cell: ({ open }) => (open ? { text: 'open', tone: 'bad' } : { text: 'resolved', tone: 'quiet' }),
        },
        { title: 'SINCE', cell: ({ onsetAt }) => localTime(onsetAt), whole: true },
        { title: 'RULE', cell: ({ ruleName }) => ruleName },
        { title: 'LOCATION', cell: ({ location }) => `${location.name}, ${location.projectName}` },
        { title: 'PEAK', cell: peakOf, whole: true },
        { title: 'ENDED', cell: ({ clearedAt }) => (clearedAt === null ? '' : ago(clearedAt)) },
        { title: 'ACKNOWLEDGED BY', cell: ({ acknowledgedBy }) => acknowledgedBy ?? '' },
        { title: 'ID', cell: ({ id }) => id, whole: true },
      ],
      page.items,
    );
    if (page.nextCursor !== null) output.say(`For older alerts, add --cursor ${page.nextCursor}`);
  },
});

function peakOf({ condition, peak }: Alert): string {
  if (peak === null) return '';
  if (condition.kind === 'level') return `${peak.toFixed(1)} dB`;
  return condition.metric === 'clockDrift' ? `${Math.round(peak)} s` : '';
}
