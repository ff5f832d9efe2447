import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { show } from '../../test/show.ts';
import { newLink } from './link.ts';
import { logLine, type Outbox, overlayReports, post } from './outbox.ts';
import { emptyLayer, nextTick, stepLayer } from './overlays.ts';
import {
  identityOfLink,
  restoreIdentity,
  restoreOutbox,
  restoreOverlays,
  saveIdentity,
  saveOutbox,
  saveOverlays,
} from './saved.ts';

const HOUR = 3_600_000;
const shown = (changes = {}) =>
  stepLayer(
    stepLayer(emptyLayer, { type: 'show', show: show('a', changes) }, 5_000).layer,
    { type: 'ready', pipId: 'a' },
    5_000,
  ).layer;

describe('overlays', () => {
  const saved = saveOverlays(shown({ duration: 60 }), { now: 5_000, wall: HOUR });

  test('are restored after a restart with their remaining time', () => {
    const { layer, reports } = restoreOverlays(saved, { now: 100, wall: HOUR + 20_000 });
    expect(layer.overlays.map((overlay) => overlay.show.pip_id)).toEqual(['a']);
    expect(layer.overlays[0]?.endsAt).toBe(100 + 40_000);
    expect(reports).toEqual([]);
  });

  test('that ended in the meantime have expired', () => {
    const { layer, reports } = restoreOverlays(saved, { now: 100, wall: HOUR + 60_000 });
    expect(layer.overlays).toEqual([]);
    expect(reports).toEqual([{ pipId: 'a', status: 'expired' }]);
  });

  test('do not last longer when the clock is set back', () => {
    expect(restoreOverlays(saved, { now: 100, wall: 0 }).layer.overlays[0]?.endsAt).toBe(60_100);
  });

  test('without an end are restored without an end', () => {
    const { layer } = restoreOverlays(saveOverlays(shown(), { now: 0, wall: 0 }), { now: 9, wall: HOUR });
    expect(layer.overlays[0]?.endsAt).toBeNull();
    expect(nextTick(layer)).toBe(30_009);
  });

  test('that fail without a network are brought back by the server', () => {
    const restored = restoreOverlays(saved, { now: 0, wall: HOUR }).layer;
    const failed = stepLayer(restored, { type: 'failed', pipId: 'a', reason: 'no network' }, 0);
    expect(failed).toMatchObject({ layer: { overlays: [] }, reports: [] });
    const back = stepLayer(failed.layer, { type: 'snapshot', shows: [show('a')] }, 0).layer;
    expect(back.overlays).toHaveLength(1);
  });

  test('that were closed on the screen stay closed', () => {
    const closed = stepLayer(shown(), { type: 'closed', pipId: 'a' }, 6_000).layer;
    const { layer } = restoreOverlays(saveOverlays(closed, { now: 0, wall: 0 }), { now: 0, wall: 0 });
    const after = stepLayer(layer, { type: 'snapshot', shows: [show('a')] }, 0).layer;
    expect(after.overlays).toEqual([]);
  });
});

test('the identity survives a restart, the connection state does not', () => {
  const link = {
    ...newLink,
    credentials: { deviceId: 'd', secret: 's' },
    device: { name: 'Lobby', workspace: 'Acme' },
    orientation: 270 as const,
    connection: 'online' as const,
    attempt: 7,
  };
  expect(restoreIdentity(saveIdentity(link))).toEqual({ ...link, connection: 'connecting', attempt: 0 });
});

describe('undelivered reports', () => {
  test('survive a restart', () => {
    const outbox = post(
      [],
      ...overlayReports({ pipId: 'a', status: 'shown' }, 'image'),
      logLine('info', 'x', 'y'),
    );
    expect(restoreOutbox(saveOutbox(outbox))).toEqual(JSON.parse(JSON.stringify(outbox)));
  });

  test('are limited in size and number', () => {
    let outbox: Outbox = [];
    for (let n = 0; n < 1000; n++) outbox = post(outbox, logLine('info', 'pip', `${n} ${'x'.repeat(5000)}`));
    expect(outbox).toHaveLength(200);
    expect(outbox[199]).toMatchObject({ line: { message: expect.stringMatching(/^999 x{1996}$/) } });
    const [report] = overlayReports({ pipId: 'a', status: 'failed', detail: 'y'.repeat(900) }, 'image');
    expect(report).toMatchObject({ report: { detail: 'y'.repeat(500) } });
  });
});

test('the player starts whatever is in storage', () => {
  const text = fc.option(fc.oneof(fc.string(), fc.json()), { nil: null });
  fc.assert(
    fc.property(text, (kept) => {
      expect(restoreIdentity(kept)).toMatchObject({ connection: 'connecting' });
      expect(restoreOverlays(kept, { now: 0, wall: 0 }).layer.overlays).toEqual([]);
      expect(Array.isArray(restoreOutbox(kept))).toBe(true);
    }),
  );
});

describe('a link that makes the page a given screen', () => {
  const deviceId = '018f0000-0000-7000-8000-000000000001';
  const secret = 'x'.repeat(43);

  test('is that screen', () => {
    const identity = identityOfLink(`#screen=${deviceId}&secret=${secret}`);
    expect(restoreIdentity(identity)).toEqual({ ...newLink, credentials: { deviceId, secret } });
  });

  test.each([
    '',
    '#',
    `#screen=${deviceId}`,
    `#screen=a&secret=${secret}`,
    `#screen=${deviceId}&secret=<b>`,
    '#%',
  ])('%j is none', (hash) => {
    expect(identityOfLink(hash)).toBeNull();
  });
});
