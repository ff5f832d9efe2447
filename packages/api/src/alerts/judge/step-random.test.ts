import { alertsOf, evaluateAll, type Point } from '@sitecast/monitor/alerts';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createJudgeWorld, type JudgeProcess } from '../../testing/judge-world.ts';

const numRuns = Number(process.env.FUZZ_RUNS ?? 300);

const Level = fc.constantFrom(50, 67, 69, 71, 75, 80);
const DatabaseStep = fc.oneof(
  { weight: 6, arbitrary: fc.constant('answer' as const) },
  { weight: 1, arbitrary: fc.constant('lose-answer' as const) },
  { weight: 1, arbitrary: fc.constant('offline' as const) },
  { weight: 1, arbitrary: fc.constant('online' as const) },
  { weight: 2, arbitrary: fc.constant('retry' as const) },
  { weight: 1, arbitrary: fc.constant('flush' as const) },
  { weight: 1, arbitrary: fc.constant('rules-changed' as const) },
);
type DatabaseStep = typeof DatabaseStep extends fc.Arbitrary<infer T> ? T : never;

type World = ReturnType<typeof createJudgeWorld>;

function carryOut(world: World, process: JudgeProcess, step: DatabaseStep): void {
  const now = world.now();
  if (step === 'answer') world.answer(process);
  else if (step === 'lose-answer') world.answer(process, { isLost: true });
  else if (step === 'offline') process.isOnline = false;
  else if (step === 'online') process.isOnline = true;
  else if (step === 'rules-changed') world.announceChange();
  else if (process.meter) world.dispatch(process, { type: step, now });
}

/** What one process with a database that always answers would have stored. */
function expected({ rule }: World, points: Point[]) {
  const transitions = evaluateAll(rule.condition, points, { timezone: 'UTC' });
  return alertsOf(transitions).map(({ since: _, ...alert }) => alert);
}

test('in any order of frames, answers, outages and restarts no onset is lost or doubled', () => {
  const Step = fc.oneof(
    { weight: 10, arbitrary: fc.record({ level: Level }) },
    { weight: 10, arbitrary: DatabaseStep },
    {
      weight: 1,
      arbitrary: fc.constantFrom('release' as const, 'restart' as const, 'minute-passes' as const),
    },
    { weight: 1, arbitrary: fc.constant('burst' as const) },
  );
  fc.assert(
    fc.property(
      fc.array(Step, { minLength: 10, maxLength: 100 }),
      fc.constantFrom(0, 2),
      (steps, forSeconds) => {
        const world = createJudgeWorld({ forSeconds });
        let process = world.addProcess();
        const points: Point[] = [];
        for (const step of steps) {
          if (typeof step === 'object') points.push(world.hear(step.level, process));
          else if (step === 'minute-passes') world.wait(60);
          else if (step === 'release') {
            if (process.meter) world.dispatch(process, { type: 'released', now: world.now() });
          } else if (step === 'restart') {
            world.settle(process);
            process = world.addProcess();
          } else if (step === 'burst') {
            // More than may wait for rules; without any, the oldest are dropped.
            if (!process.meter || process.meter.location === 'unknown') continue;
            for (let n = 0; n < 130; n++) points.push(world.hear(n % 7 === 0 ? 75 : 60, process));
          } else carryOut(world, process, step);
        }
        world.settle(process);
        expect(world.alerts()).toEqual(expected(world, points));
      },
    ),
    { numRuns },
  );
});

test('two processes that receive the same frames store what one would have', () => {
  const Step = fc.oneof(
    { weight: 10, arbitrary: fc.record({ level: Level }) },
    { weight: 16, arbitrary: fc.record({ by: fc.nat(1), step: DatabaseStep }) },
  );
  fc.assert(
    fc.property(
      fc.array(Step, { minLength: 10, maxLength: 100 }),
      fc.constantFrom(0, 2),
      (steps, forSeconds) => {
        const world = createJudgeWorld({ forSeconds });
        const both = [world.addProcess(), world.addProcess()];
        const points: Point[] = [];
        for (const step of steps) {
          if ('level' in step) points.push(world.hear(step.level, ...both));
          else carryOut(world, both[step.by]!, step.step);
        }
        for (const process of both) world.settle(process);
        for (const process of both) world.settle(process);
        expect(world.alerts()).toEqual(expected(world, points));
      },
    ),
    { numRuns },
  );
});

test('after takeovers no alerts overlap, none stays open, and none written late is lost', () => {
  const Step = fc.oneof(
    { weight: 10, arbitrary: fc.record({ level: Level }) },
    { weight: 16, arbitrary: fc.record({ by: fc.nat(1), step: DatabaseStep }) },
    { weight: 2, arbitrary: fc.constant('take-over' as const) },
  );
  fc.assert(
    fc.property(fc.array(Step, { minLength: 10, maxLength: 100 }), (steps) => {
      const world = createJudgeWorld();
      const both = [world.addProcess(), world.addProcess()];
      let reader = 0;
      for (const step of steps) {
        if (step === 'take-over') {
          if (both[reader]!.meter) world.dispatch(both[reader]!, { type: 'released', now: world.now() });
          reader = 1 - reader;
        } else if ('level' in step) world.hear(step.level, both[reader]!);
        else carryOut(world, both[step.by]!, step.step);
      }
      for (const process of both) world.settle(process);
      world.hear(50, both[reader]!);
      for (const process of both) world.settle(process);
      world.hear(50, both[reader]!);
      for (const process of both) world.settle(process);

      const alerts = world.alerts();
      for (const [index, { clearedAt }] of alerts.entries()) {
        expect(clearedAt).not.toBeNull();
        const next = alerts[index + 1];
        if (next) expect(clearedAt! <= next.onsetAt).toBe(true);
      }
      for (const { onsetAt, clearedAt } of world.past) {
        const isStored = alerts.some((alert) => alert.onsetAt < clearedAt && alert.clearedAt! > onsetAt);
        expect(isStored).toBe(true);
      }
    }),
    { numRuns },
  );
});
