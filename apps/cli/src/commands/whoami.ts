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
    const inUse = workspaceId ?? workspaces[0]?.id;
    output.details([
      ['Server', server],
      ['User', `${name} <${email}>${role === 'admin' ? ', administrator' : ''}`],
      ['Login expires', expiresAt === null ? 'never' : localTime(expiresAt)],
      ...workspaces.map((workspace): [string, string] => [
        workspace.id === inUse ? 'Workspace' : 'Also in',
        `${workspace.name}, as ${workspace.role} (${workspace.id})`,
      ]),
    ]);
    if (workspaces.length === 0) output.say('You are not a member of any workspace yet.');
  },
});
