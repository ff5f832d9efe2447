import { setTimeout as wait } from 'node:timers/promises';
import { AppError, type Meters, meterUnavailable } from '@sitecast/api';
import { Frame, type MeterFrame } from '@sitecast/monitor';
import {
  type Bus,
  topics,
  UnitMeasureReply,
  UnitPushReply,
  UnitRecentReply,
  type UnitRequest,
  type UnitsNews,
} from '@sitecast/realtime';
import type { z } from 'zod';
import type { Viewers } from './viewers.ts';

/** An instrument answers within 3 s, and may be asked something else just now. */
const PATIENCE_MS = 10_000;
/** So long a meter may be read by nobody: it was added just now, or is being handed over. */
const HANDOVER_MS = 3_000;
const TRY_AGAIN_MS = 100;
/** More than an hour's frames: whoever answers wrongly is not asked for ever. */
const MAX_PARTS = 20;

interface Dependencies {
  bus: Bus;
  viewers: Viewers;
  /** The answer of this process, if it reads the meter; undefined: it doesn't. */
  askHere: (unitId: string, request: UnitRequest) => unknown;
}

/** The meters as the API knows them: whoever reads one is asked, here or over the bus. */
export function createMeters({ bus, viewers, askHere }: Dependencies): Meters {
  /** The answer of whoever reads the meter; null when nobody does. */
  async function ask<T>(unitId: string, request: UnitRequest, reply: z.ZodType<T>): Promise<T | null> {
    const here = await askHere(unitId, request);
    if (here !== undefined) return reply.parse(here);
    const answer = await bus.request(topics.unitReader(unitId), request, PATIENCE_MS);
    return answer.answered ? (reply.safeParse(answer.reply).data ?? null) : null;
  }

  /** As `ask`, but waits a moment for somebody to read it. @throws AppError METER_UNAVAILABLE when nobody does then */
  async function insist<T>(unitId: string, request: UnitRequest, reply: z.ZodType<T>): Promise<T> {
    const until = performance.now() + HANDOVER_MS;
    for (;;) {
      const answer = await ask(unitId, request, reply);
      if (answer) return answer;
      if (performance.now() > until) break;
      await wait(TRY_AGAIN_MS);
    }
    throw meterUnavailable('No server process reads this meter now. Try again in a moment.');
  }

  return {
    live: (unitId, socket, signal) => viewers.live(unitId, whole, socket, signal),
    liveAs: (unitId, view, socket, signal) => viewers.live(unitId, view, socket, signal),

    async recent(unitId) {
      const frames: Frame[] = [];
      for (let part = 0; part < MAX_PARTS; part++) {
        const after = frames.at(-1)?.seq ?? -1;
        const request: UnitRequest = { event: 'unit:recent', after };
        const reply = await ask(unitId, request, UnitRecentReply);
        // Nobody reads it: then nobody remembers it.
        if (!reply) break;
        frames.push(...reply.frames.flatMap((frame) => Frame.safeParse(frame).data ?? []));
        if (!reply.more) break;
      }
      return frames;
    },

    push: (unitId, frames: MeterFrame[]) => insist(unitId, { event: 'unit:push', frames }, UnitPushReply),

    async setMeasuring(unitId, measuring) {
      const { problem } = await insist(unitId, { event: 'unit:measure', measuring }, UnitMeasureReply);
      if (!problem) return;
      if (problem.code === 'refused') throw new AppError('CONFLICT', problem.message);
      throw meterUnavailable(problem.message);
    },

    changed(unitId) {
      bus.publish(topics.units, { event: 'changed', unitId } satisfies UnitsNews);
    },
  };
}

const whole = <T>(live: T): T => live;
