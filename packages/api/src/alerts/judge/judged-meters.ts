import { type Database, isPermanentError, isUniqueViolation } from '@sitecast/db';
import { ZodError } from 'zod';
import { loadRules } from './load-rules.ts';
import { type Meter, type MeterCommand, type MeterEvent, newMeter, type Write } from './meter.ts';
import type { AlertRecorder } from './record.ts';
import { step } from './step.ts';

/** The meters that this process judges: keeps their states and carries out the commands of their steps. */
export interface JudgedMeters {
  /** Null for a meter that was never heard of, or is forgotten. */
  get(unitId: string): Meter | null;
  all(): Iterable<Meter>;
  dispatch(unitId: string, event: MeterEvent): void;
  /** Writes whatever is unwritten, one meter after the other: if the database is unreachable, one attempt finds out. */
  flush(): Promise<void>;
  /** Resolves when the meter's load or write that is under way has ended, if there is one. */
  nextResult(unitId: string): Promise<void>;
  /** Resolves when no load and no write is under way. */
  settled(): Promise<void>;
}

interface Dependencies {
  db: Database;
  recorder: AlertRecorder;
  now: () => Date;
  /** Whether the database may be asked for this meter now. */
  mayAsk: (unitId: string) => boolean;
  /** The database did not answer. */
  onUnreachable: (error: unknown) => void;
  onDropped: (dropped: { frames: number; alerts: number }) => void;
  onWrittenLate: (workspaceId: string) => void;
  onError: (error: unknown) => void;
}

export function createJudgedMeters(deps: Dependencies): JudgedMeters {
  const { db, recorder, now, mayAsk, onUnreachable, onDropped, onWrittenLate, onError } = deps;
  const meters = new Map<string, Meter>();
  /** At most one load or write of each meter. */
  const tasks = new Map<string, Promise<void>>();
  const time = () => now().getTime();

  function dispatch(unitId: string, event: MeterEvent): void {
    const before = meters.get(unitId) ?? newMeter(unitId);
    const { meter, commands } = step(before, event);
    meters.set(unitId, meter);
    for (const command of commands) carryOut(unitId, command);
  }

  function carryOut(unitId: string, command: MeterCommand): void {
    switch (command.do) {
      case 'load':
        start(unitId, async () => {
          const loaded = await loadRules(db, unitId, command.since);
          return { type: 'loaded', now: time(), loaded };
        });
        break;
      case 'write':
        start(unitId, async () => {
          const isCurrent = await write(command.write);
          return { type: 'written', now: time(), isCurrent };
        });
        break;
      case 'announce':
        onWrittenLate(command.workspaceId);
        break;
      case 'count-dropped':
        onDropped(command);
        break;
      case 'forget':
        meters.delete(unitId);
    }
  }

  function start(unitId: string, work: () => Promise<MeterEvent>): void {
    if (!mayAsk(unitId)) {
      dispatch(unitId, { type: 'failed', now: time() });
      return;
    }
    const task = work()
      .catch((error): MeterEvent => {
        onUnreachable(error);
        return { type: 'failed', now: time() };
      })
      .then((result) => {
        tasks.delete(unitId);
        dispatch(unitId, result);
      })
      .catch(onError);
    tasks.set(unitId, task);
  }

  /** False as well for what the database will never accept. @throws if the database is unreachable */
  async function write(one: Write): Promise<boolean> {
    try {
      if (one.kind === 'transition') return await recorder.write(...one.transitions);
      return await recorder.save(one.place, one.rule, one.state);
    } catch (error) {
      if (!isPermanentError(error) && !(error instanceof ZodError)) throw error;
      if (!isUniqueViolation(error)) onError(error);
      return false;
    }
  }

  return {
    get: (unitId) => meters.get(unitId) ?? null,
    all: () => meters.values(),
    dispatch,
    async flush() {
      for (const unitId of meters.keys()) {
        dispatch(unitId, { type: 'flush', now: time() });
        while (tasks.has(unitId)) await tasks.get(unitId);
      }
    },
    async nextResult(unitId) {
      await tasks.get(unitId);
    },
    async settled() {
      while (tasks.size > 0) await Promise.all(tasks.values());
    },
  };
}
