import type { Workspace } from '@sitecast/api/people/workspaces/schema';
import { defineCommand } from '../command.ts';
import { type Connection, chooseWorkspace, normalizeServer } from '../connection.ts';
import type { Context } from '../context.ts';
import { usageError } from '../errors.ts';
import { jsonOption, serverOption } from '../options.ts';
import { allItems } from '../pages.ts';

export const listWorkspaces = defineCommand({
  name: 'workspace list',
  summary: 'List your workspaces',
  options: { server: serverOption, json: jsonOption },
  async run({ config, connectAsPerson, output }, { json, server }) {
    const connection = await connectAsPerson({ server });
    const workspaces = await allWorkspaces(connection);
    if (json) return output.json({ items: workspaces, nextCursor: null });
    if (workspaces.length === 0) {
      return output.say('You are not a member of any workspace yet. Ask a workspace admin to invite you.');
    }
    const settings = await config.readSettings();
    const chosen = isStoredServer(settings.server, connection.server) ? settings.workspace : undefined;
    const inUse = chosen ?? workspaces[0]!.id;
    const used = workspaces.find(({ id, name }) => id === inUse || name === inUse);
    output.table(
      [
        { title: 'NAME', cell: ({ name }) => name },
        { title: 'ROLE', cell: ({ role }) => role },
        { title: 'ID', cell: ({ id }) => id, whole: true },
        {
          title: '',
          cell: (workspace) => (workspace === used ? { text: 'in use', tone: 'good' } : ''),
        },
      ],
      workspaces,
    );
    if (!used)
      output.say(`You are not a member of the selected workspace ${inUse}. Run sitecast workspace use <id>.`);
  },
});

export const useWorkspace = defineCommand({
  name: 'workspace use',
  summary: 'Select the workspace for other commands',
  arguments: { workspace: { name: 'id|name', summary: 'Workspace ID or exact name' } },
  options: { server: serverOption },
  async run({ config, connectAsPerson, output }, { workspace, server }) {
    const connection = await connectAsPerson({ server });
    await requireStoredServer(config, connection.server);
    const workspaces = await allWorkspaces(connection);
    const { id, name, role } = chooseWorkspace(workspaces, workspace);
    await config.saveWorkspace(id);
    output.say(`Now using workspace “${name}” as ${role}.`);
  },
});

function allWorkspaces({ api }: Connection): Promise<Workspace[]> {
  return allItems((page) => api.workspaces.list.query(page));
}

/** The selection is stored together with its server, and does not apply to others. */
async function requireStoredServer(config: Context['config'], server: string): Promise<void> {
  const { server: stored } = await config.readSettings();
  if (isStoredServer(stored, server)) return;
  throw usageError(`You are not logged in to ${server}. Log in there first, or use --workspace.`);
}

function isStoredServer(stored: string | undefined, server: string): boolean {
  return stored !== undefined && normalizeServer(stored) === server;
}
