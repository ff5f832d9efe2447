import type { Device, ListDevices } from '@sitecast/api/screens/devices/schema';
import type { Group } from '@sitecast/api/screens/groups/schema';
import type { ClientFile } from '@sitecast/api/sites/client-files/schema';
import type { Client } from '@sitecast/api/sites/clients/schema';
import type { Project } from '@sitecast/api/sites/projects/schema';
import type { Unit } from '@sitecast/api/sites/units/schema';
import { toClientProblem } from '@sitecast/client';
import { type Connection, isApiToken, isId } from './connection.ts';
import { UserError, usageError } from './errors.ts';
import { allItems } from './pages.ts';

/** The recipient of an overlay or command. */
interface CommandTarget {
  kind: 'device' | 'group';
  id: string;
}

type DeviceFilter = Partial<Pick<ListDevices, 'status' | 'groupId' | 'search'>>;

/** All devices of the workspace that match the filter. */
export function allDevices({ api }: Connection, filter: DeviceFilter = {}): Promise<Device[]> {
  return allItems((page) => api.devices.list.query({ ...filter, ...page }));
}

/** Every group of the workspace. */
export function allGroups({ api }: Connection): Promise<Group[]> {
  return allItems((page) => api.groups.list.query(page));
}

/** The ID of a device, given by ID or exact name. @throws UserError if there is none, or more than one */
export async function resolveDevice(connection: Connection, idOrName: string): Promise<string> {
  if (isId(idOrName)) return idOrName;
  return idOfName(await allDevices(connection), idOrName, 'device', 'Run sitecast devices list.');
}

/** The ID of a group, given by ID or exact name. @throws UserError if there is none */
export async function resolveGroup(connection: Connection, idOrName: string): Promise<string> {
  if (isId(idOrName)) return idOrName;
  return idOfName(await allGroups(connection), idOrName, 'group', 'Run sitecast groups list.');
}

/**
 * The ID of a device or group, given by ID or exact name.
 *
 * @throws UserError if there is none, or more than one
 */
export async function resolveTarget(connection: Connection, idOrName: string): Promise<string> {
  return isId(idOrName) ? idOrName : (await findNamed(connection, idOrName)).id;
}

/** Like `resolveTarget`, and whether it is a device or a group. */
export async function findTarget(connection: Connection, idOrName: string): Promise<CommandTarget> {
  if (!isId(idOrName)) return findNamed(connection, idOrName);
  try {
    await connection.api.devices.get.query({ deviceId: idOrName });
    return { kind: 'device', id: idOrName };
  } catch (error) {
    if (toClientProblem(error).code !== 'NOT_FOUND') throw error;
    return { kind: 'group', id: idOrName };
  }
}

async function findNamed(connection: Connection, name: string): Promise<CommandTarget> {
  const [devices, groups] = await Promise.all([allDevices(connection), allGroups(connection)]);
  const hint = 'Run sitecast devices list or sitecast groups list.';
  const id = idOfName([...devices, ...groups], name, 'device or group', hint);
  return { kind: groups.some((group) => group.id === id) ? 'group' : 'device', id };
}

/**
 * The IDs of playlists, given by ID or exact name.
 *
 * @throws UserError if there is none with a name, or more than one
 */
export async function resolvePlaylists({ api }: Connection, idsOrNames: string[]): Promise<string[]> {
  if (idsOrNames.every(isId)) return idsOrNames;
  const playlists = await allItems((page) => api.playlists.list.query(page));
  const hint =
    playlists.length === 0
      ? 'The workspace has no playlists yet.'
      : `Playlists: ${playlists.map(({ name }) => `“${name}”`).join(', ')}.`;
  return idsOrNames.map((wanted) => (isId(wanted) ? wanted : idOfName(playlists, wanted, 'playlist', hint)));
}

/** Every project of the workspace. */
export function allProjects({ api }: Connection): Promise<Project[]> {
  return allItems((page) => api.projects.list.query(page));
}

/** @throws UserError if there is none with this name, or more than one */
export async function resolveProject(connection: Connection, idOrName: string): Promise<string> {
  if (isId(idOrName)) return idOrName;
  return idOfName(await allProjects(connection), idOrName, 'project', 'Run sitecast projects list.');
}

/** Every meter of the workspace. */
export function allUnits({ api }: Connection): Promise<Unit[]> {
  return allItems((page) => api.units.list.query(page));
}

/** @throws UserError if there is none with this name, or more than one */
export async function resolveUnit(connection: Connection, idOrName: string): Promise<string> {
  if (isId(idOrName)) return idOrName;
  return idOfName(await allUnits(connection), idOrName, 'meter', 'Run sitecast meters list.');
}

/** Every client of the workspace. */
export function allClients({ api }: Connection): Promise<Client[]> {
  return allItems((page) => api.clients.list.query(page));
}

/** @throws UserError if there is none with this name, or more than one, or for an API token, which cannot list clients */
export async function resolveClient(connection: Connection, idOrName: string): Promise<string> {
  if (isId(idOrName)) return idOrName;
  if (connection.token !== null && isApiToken(connection.token))
    throw usageError('API tokens cannot look up clients by name. Use the ID.');
  return idOfName(await allClients(connection), idOrName, 'client', 'Run sitecast clients list.');
}

/** Every file of a client, newest first. */
export function allFiles({ api }: Connection, clientId: string): Promise<ClientFile[]> {
  return allItems((page) => api.clients.files.query({ clientId, ...page }));
}

/** @throws UserError if there is none with this name, or more than one */
export async function resolveFile(
  connection: Connection,
  clientId: string,
  idOrName: string,
): Promise<ClientFile> {
  if (isId(idOrName)) return connection.api.clients.getFile.query({ clientId, fileId: idOrName });
  const files = await allFiles(connection, clientId);
  const id = idOfName(files, idOrName, 'file', 'Run sitecast clients files <client>.');
  return files.find((file) => file.id === id)!;
}

function idOfName(all: { id: string; name: string }[], wanted: string, noun: string, hint: string): string {
  const named = all.filter(({ name }) => name === wanted);
  if (named.length === 1) return named[0]!.id;
  throw new UserError(
    named.length === 0
      ? `No ${noun} is named “${wanted}”. ${hint}`
      : `${named.length} are named “${wanted}”. Use the ID of one: ${named.map(({ id }) => id).join(', ')}.`,
  );
}
