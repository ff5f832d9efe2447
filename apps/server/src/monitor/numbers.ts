import type { Outage } from '@sitecast/api';
import type { Leases, SeqBlock } from './lease.ts';

/** Reserve more when fewer are left: enough for some seconds of the fastest meter. */
const LOW = 500;

/** Gives out the numbers of one meter's frames, and reserves more in good time. */
export interface FrameNumbers {
  /** The next one; null when there is none now: the database has to say first that the meter is still ours. */
  next(): number | null;
  /** Whether so many can be given out now. */
  has(count: number): boolean;
  /** As `has`; waits for the database if need be. */
  ensure(count: number): Promise<boolean>;
}

export function createFrameNumbers(
  leases: Pick<Leases, 'reserve'>,
  unitId: string,
  { first, last }: SeqBlock,
  outage: Outage,
): FrameNumbers {
  let upcoming = first;
  let end = last;
  let reserving: Promise<void> | undefined;

  async function reserve() {
    try {
      const more = await leases.reserve(unitId);
      outage.worked();
      if (!more) return;
      // Only this process reserves while it holds the meter, so the new block usually follows the last one.
      if (more.first !== end + 1) upcoming = more.first;
      end = more.last;
    } catch (error) {
      outage.failed(error);
    } finally {
      reserving = undefined;
    }
  }

  const left = () => end - upcoming + 1;

  return {
    next() {
      if (left() < LOW) reserving ??= reserve();
      return left() > 0 ? upcoming++ : null;
    },
    has: (count) => left() >= count,
    async ensure(count) {
      if (left() < count) {
        reserving ??= reserve();
        await reserving;
      }
      return left() >= count;
    },
  };
}
