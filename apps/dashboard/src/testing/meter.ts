import type { Unit, UnitStatus } from '@sitecast/api/sites/units/schema';

type Frame = NonNullable<UnitStatus['lastFrame']>;

export const UNIT_ID = '01990000-0000-7000-8000-0000000000a1';

/** A frame of a meter that measures. */
export function frameOf(changes: Partial<Frame> = {}): Frame {
  return {
    unitId: UNIT_ID,
    seq: 1,
    timestamp: new Date().toISOString(),
    feedStatus: 'ok',
    measurementState: 'Start',
    lp: 61.2,
    leq: 58.4,
    lmax: 80.1,
    lmin: 40,
    lpeak: 95.5,
    ln1: 66,
    ln2: 64.5,
    ln3: 55,
    ln4: 45,
    ln5: 43,
    over: false,
    under: false,
    ...changes,
  };
}

/** A meter as the server tells of it: at Quay 3, where the limit is the same at all times. */
export function unitOf(changes: Partial<Unit> = {}): Unit {
  const { timestamp, measurementState, lp, leq, lmax } = frameOf();
  return {
    id: UNIT_ID,
    name: 'Meter 1',
    model: 'NL-43',
    source: { kind: 'nl43', host: '10.0.0.7', port: 2255 },
    slowPaceSec: 60,
    location: {
      id: '01990000-0000-7000-8000-0000000000b1',
      name: 'Quay 3',
      projectId: '01990000-0000-7000-8000-0000000000c1',
      projectName: 'Harbour extension',
      timezone: 'Europe/Berlin',
      limits: { day: 70, evening: 70, night: 70, max: 80 },
      assignedFrom: '2026-05-04T10:00:00.000Z',
    },
    reachable: true,
    lastFrame: { timestamp, measurementState, lp, leq, lmax },
    createdAt: '2026-05-04T10:00:00.000Z',
    ...changes,
  };
}

/** A meter's subscription, told by the test what comes. */
export function liveFrames(first: Frame | null = null) {
  const readers = new Set<(value: { frame: Frame | null }) => void>();
  return {
    live: {
      subscribe(_input: unknown, { onData }: { onData: (value: { frame: Frame | null }) => void }) {
        readers.add(onData);
        queueMicrotask(() => onData({ frame: first }));
        return { unsubscribe: () => readers.delete(onData) };
      },
    },
    readers,
    send(frame: Frame): void {
      for (const read of readers) read({ frame });
    },
  };
}

/** A page of a list, with all there is. */
export function whole<Item>(...items: Item[]) {
  return { query: async () => ({ items: structuredClone(items), nextCursor: null }) };
}
