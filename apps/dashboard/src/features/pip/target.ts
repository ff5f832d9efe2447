import type { Device } from '@sitecast/api/screens/devices/schema';

/** Whom overlays are sent to: a screen, or a group, which has no picture of its own. */
export interface OverlayTarget extends Pick<Device, 'id' | 'name' | 'orientation' | 'info'> {
  isGroup?: boolean;
}

/** A group as a target: drawn as the most common screen. */
export function groupTarget({ id, name }: { id: string; name: string }): OverlayTarget {
  return { id, name, orientation: 0, info: null, isGroup: true };
}
