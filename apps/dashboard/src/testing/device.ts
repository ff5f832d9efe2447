import type { Device } from '@sitecast/api/screens/devices/schema';

/** A screen as the server returns it: online, landscape, showing nothing. */
export function deviceOf(changes: Partial<Device> = {}): Device {
  return {
    id: '01990000-0000-7000-8000-000000000001',
    name: 'Lobby',
    notes: '',
    orientation: 0,
    timezone: 'UTC',
    online: true,
    status: 'online',
    lastSeenAt: '2026-05-04T10:00:00.000Z',
    createdAt: '2026-05-04T10:00:00.000Z',
    groups: [],
    showing: [],
    screenshotAt: null,
    engine: null,
    info: null,
    ...changes,
  };
}
