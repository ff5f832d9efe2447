import type { Frame, MeasurementState } from '@sitecast/monitor';

const KEPT_MS = 60 * 60_000;
/** An hour of one frame a second, with some margin. */
const CAPACITY = 3_700;
/** Of a faster meter, about one frame a second is kept. */
const MIN_STEP_MS = 950;

const LEVELS = ['lp', 'leq', 'lmax', 'lmin', 'lpeak', 'ln1', 'ln2', 'ln3', 'ln4', 'ln5'] as const;
const NO_LEVEL = -32_768;
const STATES: MeasurementState[] = ['unknown', 'Stop', 'Start'];
const FLAGS = [null, false, true];

/**
 * A ring buffer of the last hour of one meter's frames: 40 bytes each, growing up to an hour. A frame's raw line and the
 * instrument's counter are not kept.
 */
export interface RecentFrames {
  add(frame: Frame): void;
  /** At most `limit` frames with a greater `seq`, oldest first. */
  after(seq: number, limit: number): Frame[];
}

export function createRecentFrames(unitId: string): RecentFrames {
  let capacity = 64;
  let times = new Float64Array(capacity);
  let seqs = new Float64Array(capacity);
  let levels = new Int16Array(capacity * LEVELS.length);
  let bits = new Uint8Array(capacity);
  /** Index of the oldest frame, and number of frames. */
  let start = 0;
  let size = 0;
  const indexOf = (n: number) => (start + n) % capacity;

  function grow() {
    const larger = Math.min(CAPACITY, capacity * 2);
    const order = Array.from({ length: size }, (_, n) => indexOf(n));
    const newLevels = new Int16Array(larger * LEVELS.length);
    for (const [n, at] of order.entries()) {
      newLevels.set(levels.subarray(at * LEVELS.length, (at + 1) * LEVELS.length), n * LEVELS.length);
    }
    times = rearranged(new Float64Array(larger), times, order);
    seqs = rearranged(new Float64Array(larger), seqs, order);
    bits = rearranged(new Uint8Array(larger), bits, order);
    levels = newLevels;
    capacity = larger;
    start = 0;
  }

  function frameAt(at: number): Frame {
    const packed = bits[at]!;
    const values = Object.fromEntries(
      LEVELS.map((level, n) => [level, unpackLevel(levels[at * LEVELS.length + n]!)]),
    ) as Pick<Frame, (typeof LEVELS)[number]>;
    return {
      unitId,
      seq: seqs[at]!,
      timestamp: new Date(times[at]!).toISOString(),
      measurementState: STATES[packed & 3]!,
      ...values,
      over: FLAGS[(packed >> 2) & 3]!,
      under: FLAGS[(packed >> 4) & 3]!,
      feedStatus: 'ok',
    };
  }

  return {
    add(frame) {
      const time = Date.parse(frame.timestamp);
      while (size > 0 && times[start]! <= time - KEPT_MS) {
        start = indexOf(1);
        size -= 1;
      }
      if (size > 0 && time - times[indexOf(size - 1)]! < MIN_STEP_MS) return;
      if (size === capacity) {
        if (capacity < CAPACITY) grow();
        else {
          start = indexOf(1);
          size -= 1;
        }
      }
      const at = indexOf(size);
      size += 1;
      times[at] = time;
      seqs[at] = frame.seq;
      packLevels(frame, levels, at * LEVELS.length);
      bits[at] =
        STATES.indexOf(frame.measurementState) |
        (FLAGS.indexOf(frame.over) << 2) |
        (FLAGS.indexOf(frame.under) << 4);
    },
    after(seq, limit) {
      const found: Frame[] = [];
      for (let n = 0; n < size && found.length < limit; n++) {
        const at = indexOf(n);
        if (seqs[at]! > seq) found.push(frameAt(at));
      }
      return found;
    },
  };
}

/** In the order of `LEVELS`, unrolled: this runs for every frame of every meter. */
function packLevels(frame: Frame, into: Int16Array, at: number): void {
  into[at] = packLevel(frame.lp);
  into[at + 1] = packLevel(frame.leq);
  into[at + 2] = packLevel(frame.lmax);
  into[at + 3] = packLevel(frame.lmin);
  into[at + 4] = packLevel(frame.lpeak);
  into[at + 5] = packLevel(frame.ln1);
  into[at + 6] = packLevel(frame.ln2);
  into[at + 7] = packLevel(frame.ln3);
  into[at + 8] = packLevel(frame.ln4);
  into[at + 9] = packLevel(frame.ln5);
}

function packLevel(level: number | null): number {
  return level === null ? NO_LEVEL : Math.round(level * 10);
}

function unpackLevel(packed: number): number | null {
  return packed === NO_LEVEL ? null : packed / 10;
}

function rearranged<A extends Float64Array | Uint8Array>(target: A, source: A, order: number[]): A {
  for (const [n, at] of order.entries()) target[n] = source[at]!;
  return target;
}
