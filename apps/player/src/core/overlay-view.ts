import type { PipShow } from '@sitecast/protocol/messages';
import type { Layer } from './overlays.ts';

/** An overlay as it is to be drawn. */
export interface OverlayView {
  show: PipShow;
  /** `hidden`: it is loaded, but an exclusive one shows, or the screen is off; to be neither seen nor heard. */
  appearance: 'loading' | 'hidden' | 'visible';
  /** Appears where nothing was: may fade in. */
  fresh: boolean;
  /** 0 is drawn lowest. */
  rank: number;
}

/** What the layer looks like, in the order the overlays came. A higher priority is above; of two equal, the later. */
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
