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
  askHere: (unitId: string, request: ReaderRequest) => unknown;
}

/** What an answer that came by the bus says: another version may have given it. Undefined when it says nothing. */
type Parse<T> = (reply: unknown) => T | undefined;

/** The meters as the API knows them: whoever reads one is asked, here or over the bus. */
export function createMeters({ bus, viewers, askHere }: Dependencies): Meters {
  /** The answer of whoever reads the meter; undefined when nobody does. */
  async function ask<T>(unitId: string, request: ReaderRequest, parse: Parse<T>): Promise<T | undefined> {
    const here = await askHere(unitId, request);
    if (here !== undefined) return here as T;
    const answer = await bus.request(topics.unitReader(unitId), request, PATIENCE_MS);
    return answer.answered ? parse(answer.reply) : undefined;
  }

  /** As `ask`, but waits a moment for somebody to read it. @throws AppError METER_UNAVAILABLE when nobody does then */
  async function insist<T>(unitId: string, request: ReaderRequest, parse: Parse<T>): Promise<T> {
    let answer = await ask(unitId, request, parse);
    const until = answer ? 0 : performance.now() + HANDOVER_MS;
    while (!answer && performance.now() < until) {
      await wait(TRY_AGAIN_MS);
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
        // Nobody reads it: then nobody remembers it.
        if (!reply) break;
        frames.push(...reply.frames);
        if (!reply.more) break;
      }
      return frames;
    },

    push: (unitId, frames) => insist(unitId, { event: 'unit:push', frames }, parsePush),

    async setMeasuring(unitId, measuring) {
      const { problem } = await insist(unitId, { event: 'unit:measure', measuring }, parseMeasure);
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
