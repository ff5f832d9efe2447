import { setTimeout as wait } from 'node:timers/promises';
import { AppError, type Meters, meterUnavailable, type PushOutcome } from '@sitecast/api';
import { Frame } from '@sitecast/monitor';
import {
  type Bus,
  topics,
  UnitMeasureReply,
  UnitPushReply,
  UnitRecentReply,
  type UnitsChanged,
} from '@sitecast/realtime';
import type { ReaderRequest } from './reader.ts';
import type { Viewers } from './viewers.ts';

/** An instrument answers within 3 s, and may be busy with another command. */
const PATIENCE_MS = 10_000;
/** How long a meter may have no reader: it was just added, or is being handed over. */
const HANDOVER_MS = 3_000;
const RETRY_EVERY_MS = 100;
/** More than an hour's frames: ends the loop if a reader answers incorrectly. */
const MAX_PARTS = 20;

interface Dependencies {
  bus: Bus;
  viewers: Viewers;
  /** The answer of this process; undefined if it does not poll the meter. */
  askHere: (unitId: string, request: ReaderRequest) => unknown;
}

/** Validates an answer from the bus, which may come from another version. Undefined if there is none. */
type Parse<T> = (reply: unknown) => T | undefined;

/** The meters as the API sees them: requests go to the process that polls the meter, this one or over the bus. */
export function createMeters({ bus, viewers, askHere }: Dependencies): Meters {
  /** The answer of the process that polls the meter; undefined if none does. */
  async function ask<T>(unitId: string, request: ReaderRequest, parse: Parse<T>): Promise<T | undefined> {
    const here = await askHere(unitId, request);
    if (here !== undefined) return here as T;
    const answer = await bus.request(topics.unitReader(unitId), request, PATIENCE_MS);
    return answer.answered ? parse(answer.reply) : undefined;
  }

  /** As `ask`, but retries while the meter is being handed over. @throws AppError METER_UNAVAILABLE */
  async function askWithRetry<T>(unitId: string, request: ReaderRequest, parse: Parse<T>): Promise<T> {
    let answer = await ask(unitId, request, parse);
    const until = answer ? 0 : performance.now() + HANDOVER_MS;
    while (!answer && performance.now() < until) {
      await wait(RETRY_EVERY_MS);
      answer = await ask(unitId, request, parse);
    }
    if (answer) return answer;
    throw meterUnavailable('No server process is reading this meter. Try again in a moment.');
  }

  return {
    live: viewers.live,
    sendAs: viewers.sendAs,

    async recent(unitId) {
      const frames: Frame[] = [];
      for (let part = 0; part < MAX_PARTS; part++) {
        const after = frames.at(-1)?.seq ?? -1;
        const reply = await ask(unitId, { event: 'unit:recent', after }, parseRecent);
        // Recent frames are only in the memory of the process that polls it.
        if (!reply) break;
        frames.push(...reply.frames);
        if (!reply.more) break;
      }
      return frames;
    },

    push: (unitId, frames) => askWithRetry(unitId, { event: 'unit:push', frames }, parsePush),

    async setMeasuring(unitId, measuring) {
      const { problem } = await askWithRetry(unitId, { event: 'unit:measure', measuring }, parseMeasure);
      if (!problem) return;
      if (problem.code === 'refused') throw new AppError('CONFLICT', problem.message);
      throw meterUnavailable(problem.message);
    },

    changed(unitId) {
      bus.publish(topics.units, { event: 'changed', unitId } satisfies UnitsChanged);
    },
  };
}

const parsePush: Parse<PushOutcome> = (reply) => UnitPushReply.safeParse(reply).data;
const parseMeasure: Parse<UnitMeasureReply> = (reply) => UnitMeasureReply.safeParse(reply).data;

function parseRecent(reply: unknown): { frames: Frame[]; more: boolean } | undefined {
  const recent = UnitRecentReply.safeParse(reply).data;
  return recent && { ...recent, frames: recent.frames.flatMap((frame) => Frame.safeParse(frame).data ?? []) };
}
