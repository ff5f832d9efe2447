import type { Device } from '@sitecast/api/devices/schema';
import type { Project } from '@sitecast/api/projects/schema';
import type { Unit } from '@sitecast/api/units/schema';
import { type Connection, isId } from './connection.ts';
import { UserError } from './errors.ts';
import { allItems } from './pages.ts';

/** Every device of the workspace. */
export function allDevices({ api }: Connection): Promise<Device[]> {
  return allItems((page) => api.devices.list.query(page));
}

/**
 * The id that was meant: an id is taken as it is (a device's or a group's), a name must be the exact name of one device.
 *
 * @throws UserError when no device or more than one has this name
 */
export async function resolveTarget(connection: Connection, idOrName: string): Promise<string> {
  if (isId(idOrName)) return idOrName;
  return idOfName(await allDevices(connection), idOrName, 'device', 'sitecast devices list shows them all.');
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
      : `${named.length} ${noun}s are named “${wanted}”. Give the id of one: ${named.map(({ id }) => id).join(', ')}.`,
  );
}
