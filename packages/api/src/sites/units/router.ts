import { z } from 'zod';
import { Page } from '../../core/page.ts';
import type { UnitLive } from '../../core/ports.ts';
import { router, workspaceProcedure } from '../../core/trpc.ts';
import { unitHistory } from '../readings/history.ts';
import { History, UnitHistoryQuery } from '../readings/schema.ts';
import { assignUnit, listUnitAssignments, moveUnit, unassignUnit } from './assign.ts';
import { pushFrames, setMeasuring } from './control.ts';
import {
  AssignmentPage,
  AssignUnit,
  CreateUnit,
  ListUnitAssignments,
  ListUnitLog,
  PushFrames,
  PushResult,
  RecentFrames,
  Unit,
  UnitLogPage,
  UnitPage,
  UnitRef,
  UnitStatus,
  UpdateUnit,
} from './schema.ts';
import { createUnit, getUnit, listUnits, removeUnit, requireUnit, updateUnit } from './service.ts';
import { getUnitStatus, listUnitLog } from './status.ts';

export const unitsRouter = router({
  list: workspaceProcedure('read')
    .input(Page)
    .output(UnitPage)
    .query(({ ctx, input }) => listUnits(ctx, input)),
  get: workspaceProcedure('read')
    .input(UnitRef)
    .output(Unit)
    .query(({ ctx, input }) => getUnit(ctx, input.unitId)),
  create: workspaceProcedure('write')
    .input(CreateUnit)
    .output(Unit)
    .mutation(({ ctx, input }) => createUnit(ctx, input)),
  update: workspaceProcedure('write')
    .input(UpdateUnit)
    .output(Unit)
    .mutation(({ ctx, input }) => updateUnit(ctx, input)),
  remove: workspaceProcedure('write')
    .input(UnitRef)
    .output(z.void())
    .mutation(({ ctx, input }) => removeUnit(ctx, input.unitId)),

  assign: workspaceProcedure('write')
    .input(AssignUnit)
    .output(Unit)
    .mutation(({ ctx, input }) => assignUnit(ctx, input)),
  move: workspaceProcedure('write')
    .input(AssignUnit)
    .output(Unit)
    .mutation(({ ctx, input }) => moveUnit(ctx, input)),
  unassign: workspaceProcedure('write')
    .input(UnitRef)
    .output(Unit)
    .mutation(({ ctx, input }) => unassignUnit(ctx, input.unitId)),
  assignments: workspaceProcedure('read')
    .input(ListUnitAssignments)
    .output(AssignmentPage)
    .query(({ ctx, input }) => listUnitAssignments(ctx, input)),

  status: workspaceProcedure('read')
    .input(UnitRef)
    .output(UnitStatus)
    .query(({ ctx, input }) => getUnitStatus(ctx, input.unitId)),
  log: workspaceProcedure('read')
    .input(ListUnitLog)
    .output(UnitLogPage)
    .query(({ ctx, input }) => listUnitLog(ctx, input)),
  history: workspaceProcedure('read')
    .input(UnitHistoryQuery)
    .output(History)
    .query(({ ctx, input }) => unitHistory(ctx, input)),
  /** The frames of the last hour, to draw a chart with. */
  recent: workspaceProcedure('read')
    .input(UnitRef)
    .output(RecentFrames)
    .query(async ({ ctx, input }) => {
      await requireUnit(ctx, input.unitId);
      return { frames: await ctx.meters.recent(input.unitId) };
    }),
  /** Live frames, about one a second. The first value is the latest known frame, or null. */
  live: workspaceProcedure('read')
    .input(UnitRef)
    .subscription(async function* ({ ctx, input, signal }): AsyncGenerator<UnitLive> {
      await requireUnit(ctx, input.unitId);
      yield* ctx.meters.live(input.unitId, ctx.socket, signal);
    }),
  push: workspaceProcedure('write')
    .input(PushFrames)
    .output(PushResult)
    .mutation(({ ctx, input }) => pushFrames(ctx, input)),
  startMeasuring: workspaceProcedure('full')
    .input(UnitRef)
    .output(z.void())
    .mutation(({ ctx, input }) => setMeasuring(ctx, input.unitId, true)),
  stopMeasuring: workspaceProcedure('full')
    .input(UnitRef)
    .output(z.void())
    .mutation(({ ctx, input }) => setMeasuring(ctx, input.unitId, false)),
});
