import type { DeviceStatus, ListDevices } from '@sitecast/api/screens/devices/schema';

/** The filter of the list of screens. */
export interface ScreenFilter {
  search: string;
  status: DeviceStatus | 'any';
  /** `any`, or the id of a group. */
  groupId: string;
}

export const everyScreen: ScreenFilter = { search: '', status: 'any', groupId: 'any' };

export function isNarrowed({ search, status, groupId }: ScreenFilter): boolean {
  return search.trim() !== '' || status !== 'any' || groupId !== 'any';
}

/** The filter as input of `devices.list`. */
export function toListInput({ search, status, groupId }: ScreenFilter): Partial<ListDevices> {
  return {
    search: search.trim() === '' ? undefined : search.trim(),
    status: status === 'any' ? undefined : status,
    groupId: groupId === 'any' ? undefined : groupId,
  };
}
