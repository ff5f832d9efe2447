import type { Device, ListDevices } from '@sitecast/api/screens/devices/schema';
import type { Group } from '@sitecast/api/screens/groups/schema';
import type { ClientFile } from '@sitecast/api/sites/client-files/schema';
import type { Client } from '@sitecast/api/sites/clients/schema';
import type { Project } from '@sitecast/api/sites/projects/schema';
import type { Unit } from '@sitecast/api/sites/units/schema';
import { toClientProblem } from '@sitecast/client';
import { type Connection, isApiToken, isId } from './connection.ts';
import { misused, UserError } from './errors.ts';
import { allItems } from './pages.ts';

/** Whom something is sent to. */
interface Target {
  kind: 'device' | 'group';
  id: string;
}

type Filter = Partial<Pick<ListDevices, 'status' | 'groupId' | 'search'>>;

/** Every device of the workspace, or every one that is meant. */
export function allDevices({ api }: Connection, filter: Filter = {}): Promise<Device[]> {
  return allItems((page) => api.devices.list.query({ ...filter, ...page }));
}

/** Every group of the workspace. */
export function allGroups({ api }: Connection): Promise<Group[]> {
  return allItems((page) => api.groups.list.query(page));
}

/** The device's id; a name must be the exact name of one. @throws UserError when there is none, or more than one */
export async function resolveDevice(connection: Connection, idOrName: string): Promise<string> {
  if (isId(idOrName)) return idOrName;
  return idOfName(await allDevices(connection), idOrName, 'device', 'sitecast devices list shows them all.');
}

/** The group's id; a name must be the exact name of one. @throws UserError when there is none */
export async function resolveGroup(connection: Connection, idOrName: string): Promise<string> {
  if (isId(idOrName)) return idOrName;
  return idOfName(await allGroups(connection), idOrName, 'group', 'sitecast groups list shows them all.');
}

/**
 * The id that was meant: an id is taken as it is (a device's or a group's), a name must be the exact name of one
 * device or group.
 *
 * @throws UserError when nothing or more than one has this name
 */
export async function resolveTarget(connection: Connection, idOrName: string): Promise<string> {
  return isId(idOrName) ? idOrName : (await findNamed(connection, idOrName)).id;
}

/** As `resolveTarget`, and whether it is a device or a group. */
export async function findTarget(connection: Connection, idOrName: string): Promise<Target> {
  if (!isId(idOrName)) return findNamed(connection, idOrName);
  try {
    await connection.api.devices.get.query({ deviceId: idOrName });
    return { kind: 'device', id: idOrName };
  } catch (error) {
    if (toClientProblem(error).code !== 'NOT_FOUND') throw error;
    return { kind: 'group', id: idOrName };
  }
}

async function findNamed(connection: Connection, name: string): Promise<Target> {
  const [devices, groups] = await Promise.all([allDevices(connection), allGroups(connection)]);
  const hint = 'sitecast devices list and sitecast groups list show them all.';
  const id = idOfName([...devices, ...groups], name, 'device and no group', hint);
  return { kind: groups.some((group) => group.id === id) ? 'group' : 'device', id };
}

/**
 * The playlists that were meant, by id or by exact name.
 *
 * @throws UserError when no playlist or more than one has such a name
 */
export async function resolvePlaylists({ api }: Connection, idsOrNames: string[]): Promise<string[]> {
  if (idsOrNames.every(isId)) return idsOrNames;
  const playlists = await allItems((page) => api.playlists.list.query(page));
  const hint =
    playlists.length === 0
      ? 'The workspace has no playlists yet.'
      : `There are: ${playlists.map(({ name }) => `“${name}”`).join(', ')}.`;
  return idsOrNames.map((wanted) => (isId(wanted) ? wanted : idOfName(playlists, wanted, 'playlist', hint)));
}

/** Every project of the workspace. */
export function allProjects({ api }: Connection): Promise<Project[]> {
  return allItems((page) => api.projects.list.query(page));
}

/** @throws UserError when no project or more than one has this name */
export async function resolveProject(connection: Connection, idOrName: string): Promise<string> {
  if (isId(idOrName)) return idOrName;
  return idOfName(
    await allProjects(connection),
    idOrName,
    'project',
    'sitecast projects list shows them all.',
  );
}

/** Every meter of the workspace. */
export function allUnits({ api }: Connection): Promise<Unit[]> {
  return allItems((page) => api.units.list.query(page));
}

/** @throws UserError when no meter or more than one has this name */
export async function resolveUnit(connection: Connection, idOrName: string): Promise<string> {
  if (isId(idOrName)) return idOrName;
  return idOfName(await allUnits(connection), idOrName, 'meter', 'sitecast meters list shows them all.');
}

/** Every client of the workspace. */
export function allClients({ api }: Connection): Promise<Client[]> {
  return allItems((page) => api.clients.list.query(page));
}

/** @throws UserError when no client or more than one has this name; for an API token, which cannot list them */
export async function resolveClient(connection: Connection, idOrName: string): Promise<string> {
  if (isId(idOrName)) return idOrName;
  if (connection.token !== null && isApiToken(connection.token))
    throw misused('An API token does not know the names of clients: give the id.');
  return idOfName(await allClients(connection), idOrName, 'client', 'sitecast clients list shows them all.');
}

/** Every file of a client, newest first. */
export function allFiles({ api }: Connection, clientId: string): Promise<ClientFile[]> {
  return allItems((page) => api.clients.files.query({ clientId, ...page }));
}

/** @throws UserError when no file or more than one has this name */
export async function resolveFile(
  connection: Connection,
  clientId: string,
  idOrName: string,
): Promise<ClientFile> {
  if (isId(idOrName)) return connection.api.clients.getFile.query({ clientId, fileId: idOrName });
  const files = await allFiles(connection, clientId);
  const id = idOfName(files, idOrName, 'file', 'sitecast clients files <client> shows them all.');
  return files.find((file) => file.id === id)!;
}

function idOfName(
  all: { id: string; name: string }[],
  wanted: string,
  noun: string,
  whatThereIs: string,
): string {
  const named = all.filter(({ name }) => name === wanted);
  if (named.length === 1) return named[0]!.id;
  throw new UserError(
    named.length === 0
      ? `No ${noun} is named “${wanted}”. ${whatThereIs}`
      : `${named.length} are named “${wanted}”. Give the id of one: ${named.map(({ id }) => id).join(', ')}.`,
  );
}
