import type { Device } from '@sitecast/api/devices/schema';
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
  const named = (await allDevices(connection)).filter(({ name }) => name === idOrName);
  if (named.length === 1) return named[0]!.id;
  throw new UserError(
    named.length === 0
      ? `No device is named “${idOrName}”. sitecast devices list shows them all.`
      : `${named.length} devices are named “${idOrName}”. Give the id of one: ${named.map(({ id }) => id).join(', ')}.`,
  );
}
