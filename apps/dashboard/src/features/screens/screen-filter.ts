import type { DeviceStatus, ListDevices } from '@sitecast/api/screens/devices/schema';

/** Which screens are wanted, as it is chosen. */
export interface ScreenFilter {
  search: string;
  status: DeviceStatus | 'any';
  /** `any`, or a group’s id. */
  groupId: string;
}

export const everyScreen: ScreenFilter = { search: '', status: 'any', groupId: 'any' };

export function isNarrowed({ search, status, groupId }: ScreenFilter): boolean {
  return search.trim() !== '' || status !== 'any' || groupId !== 'any';
}

/** As the API takes it. */
export function toListInput({ search, status, groupId }: ScreenFilter): Partial<ListDevices> {
  return {
    search: search.trim() === '' ? undefined : search.trim(),
    status: status === 'any' ? undefined : status,
    groupId: groupId === 'any' ? undefined : groupId,
  };
}
