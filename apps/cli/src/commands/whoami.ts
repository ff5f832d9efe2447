import { defineCommand } from '../command.ts';
import { identify } from '../identity.ts';
import { connectionOptions, jsonOption } from '../options.ts';
import { localTime } from '../time.ts';

export const whoami = defineCommand({
  name: 'whoami',
  summary: 'Show who you are, and where',
  options: { ...connectionOptions, json: jsonOption },
  async run({ connect, output }, input) {
    const connection = await connect(input);
    const { server, workspaceId } = connection;
    const { kind, ...identity } = await identify(connection);
    if (input.json) return output.json({ server, kind, ...identity });
    if ('prefix' in identity) {
      return output.details([
        ['Server', server],
        ['API token', `${identity.prefix}…`],
      ]);
    }
    const { email, name, role, expiresAt, workspaces } = identity;
    const chosen = workspaceId ?? workspaces[0]?.id;
    output.details([
      ['Server', server],
      ['User', `${name} <${email}>${role === 'admin' ? ', administrator' : ''}`],
      ['Login expires', expiresAt === null ? 'never' : localTime(expiresAt)],
    ]);
    if (workspaces.length === 0) return output.say('You are not a member of any workspace yet.');
    output.table(
      [
        { title: 'WORKSPACE', cell: ({ name }) => name },
        { title: 'ROLE', cell: ({ role }) => role },
        { title: 'IN USE', cell: ({ id }) => (id === chosen ? 'yes' : '') },
        { title: 'ID', cell: ({ id }) => id, whole: true },
      ],
      workspaces,
    );
  },
});
