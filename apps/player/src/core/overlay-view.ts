import type { PipShow } from '@sitecast/protocol/messages';
import type { Layer } from './overlays.ts';

/** How to draw an overlay. */
export interface OverlayView {
  show: PipShow;
  /** `hidden`: loaded, but invisible and silent, because an exclusive overlay shows or the screen is off. */
  appearance: 'loading' | 'hidden' | 'visible';
  /** Does not replace another overlay, so it may fade in. */
  fresh: boolean;
  /** 0 is drawn lowest. */
  rank: number;
}

/** The overlays to draw, in order of arrival. A higher priority is on top; of equal priorities, the later one. */
export function viewLayer({ overlays }: Layer, screenOn = true): OverlayView[] {
  const fromBelow = overlays
    .map((overlay, order) => ({ overlay, order }))
    .sort((a, b) => a.overlay.show.priority - b.overlay.show.priority || a.order - b.order)
    .map(({ overlay }) => overlay);
  const exclusive = fromBelow.filter(({ show, phase }) => show.exclusive && phase !== 'loading').pop();
  return overlays.map((overlay) => ({
    show: overlay.show,
    appearance:
      overlay.phase === 'loading'
        ? 'loading'
        : !screenOn || (exclusive && overlay !== exclusive)
          ? 'hidden'
          : 'visible',
    fresh: !overlay.replaces,
    rank: fromBelow.indexOf(overlay),
  }));
}
