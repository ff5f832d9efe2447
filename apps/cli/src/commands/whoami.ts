import type { Me } from '@sitecast/api/people/session/schema';
import { defineCommand } from '../command.ts';
import { identify } from '../identity.ts';
import { connectionOptions, jsonOption } from '../options.ts';
import type { Cell } from '../table.ts';
import { localTime, until } from '../time.ts';

/** Warn about personal tokens that expire within this time. */
const SOON_MS = 7 * 86_400_000;

export const whoami = defineCommand({
  name: 'whoami',
  summary: 'Show the current user, server and workspace',
  options: { ...connectionOptions, json: jsonOption },
  async run({ connect, output }, input) {
    const connection = await connect(input);
    const { server, workspaceId } = connection;
    const { kind, ...identity } = await identify(connection);
    if ('prefix' in identity) {
      if (input.json) return output.json({ server, kind, ...identity });
      return output.details([
        ['Server', server],
        ['API token', `${identity.prefix}…`],
      ]);
    }
    if (input.json) output.json({ server, kind, ...identity });
    else output.details([['Server', server], ...detailsOf(identity, workspaceId)]);
    for (const line of warningsOf(identity, server)) output.say(line);
  },
});

function detailsOf(me: Me, workspaceId: string | null): [label: string, value: Cell | null][] {
  const { email, name, role, tokenName, expiresAt, workspaces } = me;
  const inUse = workspaceId ?? workspaces[0]?.id;
  return [
    ['User', `${name} <${email}>${role === 'admin' ? ', administrator' : ''}`],
    ['Token', tokenName],
    [
      tokenName === null ? 'Login expires' : 'Token expires',
      expiresAt === null ? 'never' : localTime(expiresAt),
    ],
    ...workspaces.map((workspace): [string, string] => [
      workspace.id === inUse ? 'Workspace' : 'Also in',
      `${workspace.name}, as ${workspace.role} (${workspace.id})`,
    ]),
  ];
}

function warningsOf({ mustChangePassword, tokenName, expiresAt, workspaces }: Me, server: string): string[] {
  const warnings = [];
  if (mustChangePassword)
    warnings.push(`You must change your password first. Open ${server}/account in a browser.`);
  if (tokenName !== null && expiresAt !== null && Date.parse(expiresAt) - Date.now() <= SOON_MS)
    warnings.push(
      `The token “${tokenName}” expires ${until(expiresAt)}. Replace it at ${server}/tokens or with sitecast auth token rotate.`,
    );
  if (workspaces.length === 0) warnings.push('You are not a member of any workspace yet.');
  return warnings;
}
