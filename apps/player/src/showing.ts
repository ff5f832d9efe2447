import { overlayReports, type Report } from './core/outbox.ts';
import { type OverlayView, viewLayer } from './core/overlay-view.ts';
import {
  emptyLayer,
  type Layer,
  type LayerEvent,
  type LayerStep,
  nextTick,
  type OverlayReport,
  stepLayer,
} from './core/overlays.ts';
import { type Clock, restoreOverlays, saveOverlays } from './core/saved.ts';
import type { Platform } from './platform/browser.ts';

export interface Showing {
  /** Restores the overlays from before the player was stopped. */
  restore(): void;
  apply(event: LayerEvent): void;
  /** Hides everything while the screen is off. Durations keep running. */
  power(screenOn: boolean): void;
  /** Removes all overlays without reporting it. `saved`: also from storage. */
  forget(saved: boolean): void;
}

const KEY = 'sitecast.overlays';

/** Owns the overlay layer: steps, draws and saves it, runs its timer, and reports the outcome of each overlay. */
export function createShowing(
  { now, wall, storage }: Platform,
  draw: (overlays: OverlayView[]) => void,
  post: (...reports: Report[]) => void,
): Showing {
  const clock = (): Clock => ({ now: now(), wall: wall() });
  let layer: Layer = emptyLayer;
  let screenOn = true;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** Events raised while a step is drawn are queued. */
  const waiting: LayerEvent[] = [];
  let busy = false;

  function become(step: LayerStep): void {
    const before = layer;
    layer = step.layer;
    for (const report of step.reports)
      post(...overlayReports(honest(report), describe(report.pipId, before, layer)));
    schedule();
    draw(viewLayer(layer, screenOn));
  }

  function honest(report: OverlayReport): OverlayReport {
    return screenOn || report.status !== 'shown' ? report : { ...report, detail: 'the screen is off' };
  }

  function schedule(): void {
    clearTimeout(timer);
    const due = nextTick(layer);
    timer = due === null ? undefined : setTimeout(tick, Math.max(0, due - now()));
  }

  function tick(): void {
    apply({ type: 'tick' });
  }

  function apply(event: LayerEvent): void {
    waiting.push(event);
    if (!busy) settle();
  }

  function settle(first?: LayerStep): void {
    busy = true;
    try {
      if (first) become(first);
      for (let next = waiting.shift(); next; next = waiting.shift()) become(stepLayer(layer, next, now()));
    } finally {
      busy = false;
    }
    storage.set(KEY, saveOverlays(layer, clock()));
  }

  return {
    restore: () => settle(restoreOverlays(storage.get(KEY), clock())),
    apply,
    power(on) {
      screenOn = on;
      draw(viewLayer(layer, screenOn));
    },
    forget(saved) {
      become({ layer: emptyLayer, reports: [] });
      if (saved) storage.set(KEY, saveOverlays(layer, clock()));
    },
  };
}

/** An overlay's description for the screen's log. */
function describe(pipId: string, ...layers: Layer[]): string {
  for (const { overlays } of layers) {
    const found = overlays.find(({ show }) => show.pip_id === pipId);
    if (found) return `${found.show.type} ${found.show.uri} in slot ${found.show.slot} (${pipId})`;
  }
  return pipId;
}
