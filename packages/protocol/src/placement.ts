import type { Orientation } from './messages.ts';
import type { OverlayPosition } from './overlay.ts';

/** In CSS px of the picture as viewers see it, however the screen is mounted. */
export interface Size {
  width: number;
  height: number;
}

export interface Box extends Size {
  left: number;
  top: number;
}

/** Distance of a corner from the edges, as a fraction of the picture's width and height. */
const INSET = 0.04;

/** The box of an overlay: never larger than the picture, and always entirely inside it. */
export function placeOverlay(position: OverlayPosition, wanted: Size, picture: Size): Box {
  const width = Math.min(wanted.width, picture.width);
  const height = Math.min(wanted.height, picture.height);
  const room = { x: picture.width - width, y: picture.height - height };
  const { x, y } = topLeft(position, room, picture);
  return { left: clamp(x, room.x), top: clamp(y, room.y), width, height };
}

/** The picture's size for a viewport of this size. */
export function pictureSize(viewport: Size, orientation: Orientation): Size {
  const upright = orientation === 0 || orientation === 180;
  return upright
    ? { width: viewport.width, height: viewport.height }
    : { width: viewport.height, height: viewport.width };
}

function topLeft(position: OverlayPosition, room: { x: number; y: number }, picture: Size) {
  if (typeof position !== 'string')
    return { x: (position.x / 100) * picture.width, y: (position.y / 100) * picture.height };
  if (position === 'center') return { x: room.x / 2, y: room.y / 2 };
  const inset = { x: INSET * picture.width, y: INSET * picture.height };
  return {
    x: /right$/.test(position) ? room.x - inset.x : inset.x,
    y: /^bottom/.test(position) ? room.y - inset.y : inset.y,
  };
}

function clamp(value: number, max: number): number {
  return Math.max(0, Math.min(value, max));
}
