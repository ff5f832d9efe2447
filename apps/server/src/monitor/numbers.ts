import type { Outage } from '@sitecast/api';
import type { Leases, SeqBlock } from './lease.ts';

/** Reserve more when fewer are left: enough for a few seconds of the fastest meter. */
const LOW = 500;

/** Numbers the frames of one meter, and reserves more numbers in time. */
export interface FrameNumbers {
  /** The next number; null if none is left until the database confirms the lease. */
  next(): number | null;
  /** Whether this many are available now. */
  has(count: number): boolean;
  /** As `has`, but waits for the database if needed. */
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
