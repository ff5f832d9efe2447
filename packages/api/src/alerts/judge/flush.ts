import { isRefused, isUniqueViolation } from '@sitecast/db';
import { ZodError } from 'zod';
import { type News, takeOldest } from './news.ts';
import type { AlertRecorder } from './record.ts';
import type { WatchedUnit } from './watched-unit.ts';

interface Dependencies {
  recorder: AlertRecorder;
  /** What will never be written. */
  onError: (error: unknown) => void;
}

/**
 * Writes what is kept of a meter, in order, then how far its rules have come. Fails when the database is away: what is
 * not written is kept on. What another process has judged meanwhile, or was refused, is read again before the next
 * judgement.
 */
export async function flush({ recorder, onError }: Dependencies, unit: WatchedUnit): Promise<void> {
  async function attempt(write: () => Promise<boolean>): Promise<void> {
    try {
      if (!(await write())) unit.loadedAt = Number.NEGATIVE_INFINITY;
    } catch (error) {
      if (!isRefused(error) && !(error instanceof ZodError)) throw error;
      unit.loadedAt = Number.NEGATIVE_INFINITY;
      if (!isUniqueViolation(error)) onError(error);
    }
  }

  while (unit.news.length > 0) {
    const taken: [News, News?] = takeOldest(unit.news);
    try {
      await attempt(() => recorder.write(...taken));
    } catch (error) {
      unit.news.unshift(...taken.filter((one) => one !== undefined));
      throw error;
    }
  }
  const { watch } = unit;
  for (const ruleId of watch ? unit.unsaved : []) {
    unit.unsaved.delete(ruleId);
    const rule = watch?.rules.find(({ id }) => id === ruleId);
    const state = watch?.states.get(ruleId);
    if (!watch || !rule || !state) continue;
    const { workspaceId, locationId } = watch;
    try {
      await attempt(() => recorder.save({ workspaceId, locationId, ruleId }, rule, state));
    } catch (error) {
      unit.unsaved.add(ruleId);
      throw error;
    }
  }
}
