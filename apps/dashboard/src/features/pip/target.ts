import type { Device } from '@sitecast/api/screens/devices/schema';

/** A screen or a group that overlays are sent to. */
export interface OverlayTarget extends Pick<Device, 'id' | 'name' | 'orientation' | 'info'> {
  isGroup?: boolean;
}

/** A group as a target; the preview assumes a Full HD screen. */
export function groupTarget({ id, name }: { id: string; name: string }): OverlayTarget {
  return { id, name, orientation: 0, info: null, isGroup: true };
}
