import type { PipShow } from '@sitecast/protocol/messages';

/**
 * Which overlays show, and for how long. Pure: every step takes the monotonic time in ms and returns the next layer and
 * the reports to send. `overlay-view.ts` derives what to draw.
 */

/**
 * `loading`: not drawn yet. `shown`: on the screen. `leaving`: replaced, but still drawn until its successor in the
 * slot is ready, so that nothing flashes.
 */
interface Overlay {
  show: PipShow;
  phase: 'loading' | 'shown' | 'leaving';
  /** Monotonic ms; null = until cleared. */
  endsAt: number | null;
  /** Monotonic ms by which it must be ready. */
  loadBy: number;
  /** Replaced an overlay that was on display. */
  replaces: boolean;
  /** The server has sent it since this start. One that was only restored may fail because there is no network yet. */
  confirmed: boolean;
}

export interface Layer {
  /** In order of arrival. */
  overlays: readonly Overlay[];
  /** Overlays that the screen ended itself. A snapshot from before the server knew does not bring them back. */
  ended: readonly string[];
}

export interface OverlayReport {
  pipId: string;
  status: 'shown' | 'failed' | 'cleared' | 'expired';
  detail?: string;
}

export interface LayerStep {
  layer: Layer;
  reports: OverlayReport[];
}

export type LayerEvent =
  | { type: 'show'; show: PipShow }
  | { type: 'clear'; pipId?: string }
  /** What the server expects to be showing, with remaining durations. */
  | { type: 'snapshot'; shows: readonly PipShow[] }
  | { type: 'ready'; pipId: string }
  | { type: 'failed'; pipId: string; reason: string }
  /** Someone pressed its close button. */
  | { type: 'closed'; pipId: string }
  | { type: 'tick' };

export const emptyLayer: Layer = { overlays: [], ended: [] };

const LOAD_WITHIN_MS = 30_000;
/** After this, a page is shown even if some of it is still loading. */
const PAGE_WITHIN_MS = 10_000;
const REMEMBER_ENDED = 100;

export function stepLayer(layer: Layer, event: LayerEvent, now: number): LayerStep {
  const step = begin(layer);
  switch (event.type) {
    case 'show':
      if (!isKnown(step, event.show.pip_id)) place(step, event.show, now, 'newest');
      break;
    case 'clear':
      for (const { show } of live(step))
        if (event.pipId === undefined || show.pip_id === event.pipId)
          end(step, show.pip_id, { status: 'cleared' });
      // Including those still drawn until their successor is ready.
      step.overlays = step.overlays.filter(
        ({ phase, show }) =>
          phase !== 'leaving' || (event.pipId !== undefined && show.pip_id !== event.pipId),
      );
      break;
    case 'snapshot':
      reconcile(step, event.shows, now);
      break;
    case 'ready':
      if (find(step, event.pipId)?.phase === 'loading') reveal(step, event.pipId);
      break;
    case 'failed':
      endHere(step, event.pipId, { status: 'failed', detail: event.reason });
      break;
    case 'closed':
      endHere(step, event.pipId, { status: 'cleared', detail: 'closed on the screen' });
      break;
    case 'tick':
      for (const overlay of live(step)) tick(step, overlay, now);
      break;
  }
  return finish(step);
}

/** When the next `tick` is due, in monotonic ms; null if there is no deadline. */
export function nextTick({ overlays }: Layer): number | null {
  let next = Number.POSITIVE_INFINITY;
  for (const { phase, endsAt, loadBy } of overlays) {
    if (phase === 'leaving') continue;
    if (endsAt !== null) next = Math.min(next, endsAt);
    if (phase === 'loading') next = Math.min(next, loadBy);
  }
  return next === Number.POSITIVE_INFINITY ? null : next;
}

// ── The working copy of a step ──────────────────────────────────────────────────

interface Step {
  overlays: Overlay[];
  ended: string[];
  reports: OverlayReport[];
}

function begin({ overlays, ended }: Layer): Step {
  return { overlays: [...overlays], ended: [...ended], reports: [] };
}

function finish({ overlays, ended, reports }: Step): LayerStep {
  const coming = new Set(overlays.filter(({ phase }) => phase === 'loading').map(({ show }) => show.slot));
  return {
    layer: {
      overlays: overlays.filter(({ phase, show }) => phase !== 'leaving' || coming.has(show.slot)),
      ended: ended.slice(-REMEMBER_ENDED),
    },
    reports,
  };
}

function live({ overlays }: Step): Overlay[] {
  return overlays.filter(({ phase }) => phase !== 'leaving');
}

function find(step: Step, pipId: string): Overlay | undefined {
  return live(step).find(({ show }) => show.pip_id === pipId);
}

/** Messages may be repeated, also in a snapshot: an overlay that shows or has ended here is not placed again. */
function isKnown(step: Step, pipId: string): boolean {
  return find(step, pipId) !== undefined || step.ended.includes(pipId);
}

function change(step: Step, pipId: string, changes: Partial<Overlay>): void {
  step.overlays = step.overlays.map((overlay) =>
    overlay.show.pip_id === pipId && overlay.phase !== 'leaving' ? { ...overlay, ...changes } : overlay,
  );
}

/** Puts an overlay into its slot. The last one wins, unless the current one is known to be newer. */
function place(step: Step, show: PipShow, now: number, rule: 'newest' | 'always'): void {
  const current = live(step).find((overlay) => overlay.show.slot === show.slot);
  if (current && rule === 'newest' && isOlder(show.pip_id, current.show.pip_id)) {
    step.reports.push({ pipId: show.pip_id, status: 'cleared', detail: 'replaced' });
    return;
  }
  if (current) {
    step.reports.push({ pipId: current.show.pip_id, status: 'cleared', detail: 'replaced' });
    step.overlays = step.overlays.flatMap((overlay) => {
      if (overlay !== current) return [overlay];
      return overlay.phase === 'shown' ? [{ ...overlay, phase: 'leaving' as const, endsAt: null }] : [];
    });
  }
  step.overlays.push({
    show,
    phase: 'loading',
    endsAt: endOf(show, now),
    loadBy: now + (show.type === 'web' ? PAGE_WITHIN_MS : LOAD_WITHIN_MS),
    replaces: step.overlays.some(({ phase, show: { slot } }) => phase === 'leaving' && slot === show.slot),
    confirmed: true,
  });
}

/** The duration counts from the message, so that all screens of a group finish together. */
function endOf({ duration }: PipShow, now: number): number | null {
  return duration > 0 ? now + duration * 1000 : null;
}

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** UUIDv7 sorts by time (RFC 9562 §5.7), so messages that arrive out of order give the same result. */
function isOlder(id: string, other: string): boolean {
  return UUID_V7.test(id) && UUID_V7.test(other) && id < other;
}

/** Reconciles the layer with the server's state. Existing overlays keep everything but their remaining time. */
function reconcile(step: Step, shows: readonly PipShow[], now: number): void {
  const wanted = new Map(shows.map((show) => [show.slot, show]));
  for (const show of wanted.values()) {
    const { pip_id } = show;
    if (find(step, pip_id)) change(step, pip_id, { endsAt: endOf(show, now), confirmed: true });
    else if (!step.ended.includes(pip_id)) place(step, show, now, 'always');
  }
  for (const { show } of live(step)) {
    if (wanted.get(show.slot)?.pip_id !== show.pip_id)
      end(step, show.pip_id, { status: 'cleared', detail: 'cleared while the screen was offline' });
  }
}

function reveal(step: Step, pipId: string): void {
  const slot = find(step, pipId)?.show.slot;
  change(step, pipId, { phase: 'shown' });
  step.overlays = step.overlays.filter(({ phase, show }) => phase !== 'leaving' || show.slot !== slot);
  step.reports.push({ pipId, status: 'shown' });
}

function tick(step: Step, { show, phase, endsAt, loadBy }: Overlay, now: number): void {
  const pipId = show.pip_id;
  if (endsAt !== null && endsAt <= now) {
    endHere(
      step,
      pipId,
      phase === 'shown'
        ? { status: 'expired' }
        : { status: 'failed', detail: 'its time was over before it had loaded' },
    );
  } else if (phase === 'loading' && loadBy <= now) {
    if (show.type === 'web') reveal(step, pipId);
    else endHere(step, pipId, { status: 'failed', detail: `not loaded within ${LOAD_WITHIN_MS / 1000} s` });
  }
}

function end(step: Step, pipId: string, report: Omit<OverlayReport, 'pipId'>): void {
  if (!find(step, pipId)) return;
  step.overlays = step.overlays.filter(({ phase, show }) => phase === 'leaving' || show.pip_id !== pipId);
  step.reports.push({ pipId, ...report });
}

function endHere(step: Step, pipId: string, report: Omit<OverlayReport, 'pipId'>): void {
  const overlay = find(step, pipId);
  if (!overlay) return;
  if (report.status === 'failed' && !overlay.confirmed) {
    // Not final: the server's snapshot brings it back once connected.
    step.overlays = step.overlays.filter((other) => other !== overlay);
    return;
  }
  end(step, pipId, report);
  step.ended.push(pipId);
}
