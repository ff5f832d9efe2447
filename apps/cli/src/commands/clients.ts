import { defineCommand } from '../command.ts';
import { asPerson } from '../connection.ts';
import { connectionOptions, jsonOption } from '../options.ts';
import { allClients } from '../targets.ts';
import { count } from '../text.ts';
import { localTime } from '../time.ts';

export const listClients = defineCommand({
  name: 'clients list',
  summary: 'List clients',
  options: { ...connectionOptions, json: jsonOption },
  async run({ connect, output }, { json, ...flags }) {
    const clients = await allClients(await asPerson(connect(flags)));
    if (json) return output.json({ items: clients, nextCursor: null });
    if (clients.length === 0) return output.say('No clients yet. Create them in the dashboard.');
    output.table(
      [
        { title: 'NAME', cell: ({ name }) => name },
        {
          title: 'PORTAL',
          cell: ({ active }) => (active ? 'open' : { text: 'closed', tone: 'quiet' }),
        },
        { title: 'PROJECTS', cell: ({ projectCount }) => String(projectCount) },
        { title: 'LAST VISIT', cell: ({ lastSeenAt }) => (lastSeenAt ? localTime(lastSeenAt) : 'never') },
        { title: 'ID', cell: ({ id }) => id, whole: true },
      ],
      clients,
    );
    output.say(`${count(clients.length, 'client')}.`);
  },
});
