import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { show } from '../../test/show.ts';
import { viewLayer } from './overlay-view.ts';
import {
  emptyLayer,
  type Layer,
  type LayerEvent,
  nextTick,
  type OverlayReport,
  stepLayer,
} from './overlays.ts';

/** Runs events at their times (ms) and gathers what was reported. */
function run(...events: [at: number, event: LayerEvent][]) {
  let layer: Layer = emptyLayer;
  const reports: OverlayReport[] = [];
  for (const [at, event] of events) {
    const step = stepLayer(layer, event, at);
    layer = step.layer;
    reports.push(...step.reports);
  }
  return {
    layer,
    reports: reports.map(({ pipId, status, detail }) =>
      [pipId, status, ...(detail ? [detail] : [])].join(' '),
    ),
    visible: viewLayer(layer)
      .filter(({ appearance }) => appearance === 'visible')
      .sort((a, b) => a.rank - b.rank)
      .map((overlay) => overlay.show.pip_id),
  };
}

const shows = (pipId: string, changes = {}): LayerEvent => ({ type: 'show', show: show(pipId, changes) });
const ready = (pipId: string): LayerEvent => ({ type: 'ready', pipId });
const tick: LayerEvent = { type: 'tick' };

describe('one overlay', () => {
  test('shows once it has loaded', () => {
    expect(run([0, shows('a')]).visible).toEqual([]);
    const { visible, reports } = run([0, shows('a')], [50, ready('a')]);
    expect(visible).toEqual(['a']);
    expect(reports).toEqual(['a shown']);
  });

  test('disappears when its duration, counted from the message, is over', () => {
    const start: [number, LayerEvent][] = [
      [1000, shows('a', { duration: 10 })],
      [3000, ready('a')],
    ];
    expect(nextTick(run(...start).layer)).toBe(11_000);
    expect(run(...start, [10_999, tick]).visible).toEqual(['a']);
    const over = run(...start, [11_000, tick]);
    expect(over.visible).toEqual([]);
    expect(over.reports).toEqual(['a shown', 'a expired']);
    expect(nextTick(over.layer)).toBeNull();
  });

  test('without a duration stays until it is cleared', () => {
    const { layer, visible } = run([0, shows('a')], [1, ready('a')], [10 ** 9, tick]);
    expect(visible).toEqual(['a']);
    expect(nextTick(layer)).toBeNull();
  });

  test('that does not load fails with the reason', () => {
    const { layer, reports } = run(
      [0, shows('a')],
      [1, { type: 'failed', pipId: 'a', reason: 'the image could not be loaded' }],
    );
    expect(reports).toEqual(['a failed the image could not be loaded']);
    expect(layer.overlays).toEqual([]);
  });

  test('that neither loads nor fails times out after 30 s', () => {
    const { layer, reports } = run([0, shows('a')], [30_000, tick]);
    expect(reports).toEqual(['a failed not loaded within 30 s']);
    expect(layer.overlays).toEqual([]);
  });

  test('that is a page still loading is shown after 10 s', () => {
    const { visible, reports } = run([0, shows('a', { type: 'web' })], [10_000, tick]);
    expect(visible).toEqual(['a']);
    expect(reports).toEqual(['a shown']);
  });

  test('whose duration is over before it has loaded has failed', () => {
    const { reports } = run([0, shows('a', { duration: 1 })], [1000, tick], [1001, ready('a')]);
    expect(reports).toEqual(['a failed its time was over before it had loaded']);
  });

  test('that is closed on the screen is reported as cleared there', () => {
    const { layer, reports } = run([0, shows('a')], [1, ready('a')], [2, { type: 'closed', pipId: 'a' }]);
    expect(reports).toEqual(['a shown', 'a cleared closed on the screen']);
    expect(layer.overlays).toEqual([]);
  });

  test('sent twice shows once', () => {
    const { layer, reports } = run([0, shows('a')], [1, ready('a')], [2, shows('a')]);
    expect(layer.overlays).toHaveLength(1);
    expect(reports).toEqual(['a shown']);
  });
});

describe('a slot', () => {
  test('holds the last overlay; the previous one is drawn until it is ready', () => {
    const before: [number, LayerEvent][] = [
      [0, shows('a')],
      [1, ready('a')],
      [2, shows('b')],
    ];
    expect(run(...before).visible).toEqual(['a']);
    expect(run(...before).reports).toEqual(['a shown', 'a cleared replaced']);
    const { visible, reports } = run(...before, [3, ready('b')]);
    expect(visible).toEqual(['b']);
    expect(reports).toEqual(['a shown', 'a cleared replaced', 'b shown']);
  });

  test('is empty when the successor fails', () => {
    const { layer } = run(
      [0, shows('a')],
      [1, ready('a')],
      [2, shows('b')],
      [3, { type: 'failed', pipId: 'b', reason: 'broken' }],
    );
    expect(layer.overlays).toEqual([]);
  });

  test('does not affect another slot', () => {
    const { visible } = run(
      [0, shows('a')],
      [1, shows('b', { slot: 'ticker' })],
      [2, ready('a')],
      [3, ready('b')],
    );
    expect(visible).toEqual(['a', 'b']);
  });

  test('holds the newer of two overlays whose messages arrive out of order', () => {
    const older = '01a20371-0000-7000-8000-000000000000';
    const younger = '01a20371-0001-7000-8000-000000000000';
    const { layer, reports } = run([0, shows(younger)], [1, shows(older)]);
    expect(layer.overlays.map((overlay) => overlay.show.pip_id)).toEqual([younger]);
    expect(reports).toEqual([`${older} cleared replaced`]);
  });
});

describe('a clear', () => {
  const three: [number, LayerEvent][] = [
    [0, shows('a')],
    [1, shows('b', { slot: 'b' })],
    [2, ready('a')],
    [3, ready('b')],
  ];

  test('without an id clears everything', () => {
    const { layer, reports } = run(...three, [4, { type: 'clear' }]);
    expect(layer.overlays).toEqual([]);
    expect(reports.slice(2)).toEqual(['a cleared', 'b cleared']);
  });

  test('with an id clears only that overlay', () => {
    expect(run(...three, [4, { type: 'clear', pipId: 'a' }]).visible).toEqual(['b']);
  });

  test('that arrives late never ends a newer overlay', () => {
    const { visible } = run(...three, [4, shows('c')], [5, ready('c')], [6, { type: 'clear', pipId: 'a' }]);
    expect(visible).toEqual(['b', 'c']);
  });

  test('of everything also removes one that is drawn until its successor is ready', () => {
    expect(run(...three, [4, shows('c')], [5, { type: 'clear' }]).layer.overlays).toEqual([]);
  });
});

describe('priority and exclusive', () => {
  test('a higher priority is drawn on top; of equals, the later one', () => {
    const { visible } = run(
      [0, shows('high', { slot: '1', priority: 5 })],
      [1, shows('first', { slot: '2' })],
      [2, shows('second', { slot: '3' })],
      [3, ready('high')],
      [4, ready('first')],
      [5, ready('second')],
    );
    expect(visible).toEqual(['first', 'second', 'high']);
  });

  const alarm: [number, LayerEvent][] = [
    [0, shows('a', { priority: 100, duration: 60 })],
    [1, ready('a')],
    [2, shows('alarm', { slot: 'alarm', exclusive: true })],
  ];

  test('an exclusive overlay hides all others while it shows, not while it loads', () => {
    expect(run(...alarm).visible).toEqual(['a']);
    expect(run(...alarm, [3, ready('alarm')]).visible).toEqual(['alarm']);
    expect(run(...alarm, [3, ready('alarm')], [4, { type: 'clear', pipId: 'alarm' }]).visible).toEqual(['a']);
  });

  test('a hidden overlay still expires', () => {
    const { reports } = run(...alarm, [3, ready('alarm')], [60_000, tick]);
    expect(reports).toContain('a expired');
  });
});

describe('a snapshot', () => {
  const snapshot = (...overlays: ReturnType<typeof show>[]): LayerEvent => ({
    type: 'snapshot',
    shows: overlays,
  });

  test('updates only the remaining time of what is showing', () => {
    const before: [number, LayerEvent][] = [
      [0, shows('a', { duration: 60 })],
      [1, ready('a')],
    ];
    const { layer, reports, visible } = run(...before, [10_000, snapshot(show('a', { duration: 40 }))]);
    expect(visible).toEqual(['a']);
    expect(reports).toEqual(['a shown']);
    expect(nextTick(layer)).toBe(50_000);
    expect(layer.overlays[0]?.show.duration).toBe(60);
  });

  test('adds what was missed and removes what has ended', () => {
    const { visible, reports } = run(
      [0, shows('a', { slot: 'a' })],
      [1, ready('a')],
      [2, snapshot(show('b'))],
      [3, ready('b')],
    );
    expect(visible).toEqual(['b']);
    expect(reports).toEqual(['a shown', 'a cleared cleared while the screen was offline', 'b shown']);
  });

  test('does not bring back what was closed on the screen in the meantime', () => {
    const { layer } = run(
      [0, shows('a')],
      [1, ready('a')],
      [2, { type: 'closed', pipId: 'a' }],
      [3, snapshot(show('a'))],
    );
    expect(layer.overlays).toEqual([]);
  });
});

describe('whatever happens', () => {
  const slots = ['main', 'ticker', 'alarm'];
  const ids = ['a', 'b', 'c', 'd', 'e', 'f'];
  const pipId = fc.constantFrom(...ids);
  /** An overlay keeps its slot for as long as it lives. */
  const slotOf = (id: string) => slots[ids.indexOf(id) % slots.length]!;
  const anyShow = fc
    .record({
      pipId,
      duration: fc.constantFrom(0, 1, 5, 20),
      priority: fc.integer({ min: -2, max: 2 }),
      exclusive: fc.boolean(),
      type: fc.constantFrom('image' as const, 'web' as const, 'video' as const),
    })
    .map(({ pipId: id, ...changes }) => show(id, { ...changes, slot: slotOf(id) }));
  const anyEvent: fc.Arbitrary<LayerEvent> = fc.oneof(
    anyShow.map((it) => ({ type: 'show' as const, show: it })),
    fc.array(anyShow, { maxLength: 4 }).map((all) => ({ type: 'snapshot' as const, shows: all })),
    fc.option(pipId, { nil: undefined }).map((id) => ({ type: 'clear' as const, pipId: id })),
    pipId.map((id) => ({ type: 'ready' as const, pipId: id })),
    pipId.map((id) => ({ type: 'failed' as const, pipId: id, reason: 'broken' })),
    pipId.map((id) => ({ type: 'closed' as const, pipId: id })),
    fc.constant({ type: 'tick' as const }),
  );
  const anyHistory = fc.array(fc.tuple(fc.integer({ min: 0, max: 5_000 }), anyEvent), { maxLength: 60 });

  test('the layer’s invariants hold', () => {
    fc.assert(
      fc.property(anyHistory, (history) => {
        let layer: Layer = emptyLayer;
        let now = 0;
        for (const [pause, event] of history) {
          now += pause;
          const before = layer;
          const step = stepLayer(layer, event, now);
          layer = step.layer;
          const live = layer.overlays.filter(({ phase }) => phase !== 'leaving');

          for (const slot of slots) {
            const inSlot = layer.overlays.filter((overlay) => overlay.show.slot === slot);
            expect(inSlot.filter(({ phase }) => phase !== 'leaving').length).toBeLessThanOrEqual(1);
            expect(inSlot.filter(({ phase }) => phase === 'leaving').length).toBeLessThanOrEqual(1);
            // What was replaced is drawn only as long as its successor loads.
            if (inSlot.some(({ phase }) => phase === 'leaving'))
              expect(inSlot.some(({ phase }) => phase === 'loading')).toBe(true);
          }
          expect(new Set(live.map((overlay) => overlay.show.pip_id)).size).toBe(live.length);

          // Whatever is gone has been reported, once.
          for (const overlay of before.overlays) {
            const { pip_id } = overlay.show;
            if (overlay.phase === 'leaving' || live.some((other) => other.show.pip_id === pip_id)) continue;
            expect(
              step.reports.filter(({ pipId: id, status }) => id === pip_id && status !== 'shown'),
            ).toHaveLength(1);
          }

          const views = viewLayer(layer);
          const visible = views.filter(({ appearance }) => appearance === 'visible');
          if (visible.some((overlay) => overlay.show.exclusive)) expect(visible).toHaveLength(1);
          expect(views.map(({ rank }) => rank).sort((a, b) => a - b)).toEqual(views.map((_, index) => index));

          if (event.type === 'tick') {
            for (const { endsAt } of live) expect(endsAt ?? Number.POSITIVE_INFINITY).toBeGreaterThan(now);
            expect(nextTick(layer) ?? Number.POSITIVE_INFINITY).toBeGreaterThan(now);
          }
          if (event.type === 'snapshot') {
            const wanted = new Set(event.shows.map(({ pip_id }) => pip_id));
            for (const overlay of live) expect(wanted).toContain(overlay.show.pip_id);
          }
        }
        const cleared = stepLayer(layer, { type: 'clear' }, now).layer;
        expect(cleared.overlays).toEqual([]);
        expect(nextTick(cleared)).toBeNull();
      }),
      { numRuns: 500 },
    );
  });
});
