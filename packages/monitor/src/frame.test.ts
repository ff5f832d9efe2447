import { expect, test } from 'vitest';
import { Frame, PortalFrame, toPortalFrame } from './frame.ts';

const frame = Frame.parse({
  unitId: 'unit-1',
  seq: 7,
  timestamp: '2025-12-24T20:33:50.000Z',
  measurementState: 'Start',
  measurementStartTime: '2025-12-24T20:00:00.000Z',
  counter: 12,
  lp: 46.2,
  leq: 43.7,
  lmax: 44.1,
  lmin: 43.4,
  lpeak: 59,
  ln1: 44.2,
  ln2: 44.2,
  ln3: 43.7,
  ln4: 43.4,
  ln5: null,
  over: false,
  under: false,
  rawPayload: ' 46.2',
  feedStatus: 'ok',
});

test('a client sees only the fields on the allow-list, even when a frame gains more', () => {
  expect(toPortalFrame({ ...frame, addedLater: 'secret' } as Frame)).toEqual({
    timestamp: '2025-12-24T20:33:50.000Z',
    measurementState: 'Start',
    lp: 46.2,
    leq: 43.7,
    lmax: 44.1,
    lpeak: 59,
    ln1: 44.2,
    ln2: 44.2,
    feedStatus: 'ok',
  });
});

test('a client sees that a frame is only a heartbeat', () => {
  const seen = toPortalFrame({ ...frame, heartbeat: true });
  expect(seen.heartbeat).toBe(true);
  expect(Object.keys(seen).sort()).toEqual(Object.keys(PortalFrame.shape).sort());
});

test('levels have one decimal or are null', () => {
  expect(Frame.parse({ ...frame, lp: 46.249, leq: null })).toMatchObject({ lp: 46.2, leq: null });
});

test.each([Number.NaN, Number.POSITIVE_INFINITY, 1e9, '46.2', undefined])('%s is not a level', (lp) => {
  expect(Frame.safeParse({ ...frame, lp }).success).toBe(false);
});
