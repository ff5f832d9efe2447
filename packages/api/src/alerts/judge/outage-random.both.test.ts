import { alertsOf, evaluateAll } from '@sitecast/monitor/alerts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { setUpOutage } from '../../testing/alert-outage.ts';
import { eventually, testFrame } from '../../testing/index.ts';
import { AlertCondition } from '../rules/schema.ts';

const Step = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({ level: fc.constantFrom(50, 67, 69, 71, 75, 80), settles: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.constant('away' as const) },
  { weight: 2, arbitrary: fc.constant('back' as const) },
  { weight: 1, arbitrary: fc.constant('tick' as const) },
  { weight: 1, arbitrary: fc.constant('restart' as const) },
  { weight: 1, arbitrary: fc.constant('release' as const) },
  { weight: 2, arbitrary: fc.constant('changed' as const) },
);

describe.each(['sqlite', 'postgresql'] as const)('%s', (kind) => {
  test.skipIf(kind === 'postgresql' && !process.env.TEST_DATABASE_URL)(
    'whenever it is unreachable, the stored alerts are those of a process whose database never is',
    async () => {
      const setting = await setUpOutage(kind);
      const { api, mine, project, start, takeAway } = setting;
      let { engine } = setting;
      await fc.assert(
        fc.asyncProperty(
          fc.array(Step, { minLength: 10, maxLength: 60 }),
          fc.constantFrom(0, 2),
          async (steps, forSeconds) => {
            const location = await api.buildLocation({ project });
            const unit = await api.buildUnit({ at: location });
            const { id: ruleId } = await api.buildAlertRule({
              workspace: mine,
              location,
              condition: { forSeconds },
            });
            let bringBack: (() => Promise<void>) | null = null;
            const points: { at: string; value: number }[] = [];
            const hear = (level: number) => {
              api.clock.advance(1);
              points.push({ at: api.clock.now().toISOString(), value: level });
              engine.frame(unit.id, testFrame(unit.id, api.clock.now(), level));
            };
            const back = async () => {
              await bringBack?.();
              bringBack = null;
            };
            // With rules loaded: only so many frames may wait for them.
            hear(50);
            await engine.settled();
            for (const step of steps) {
              if (step === 'away') bringBack ??= await takeAway();
              else if (step === 'back') await back();
              else if (step === 'tick') await engine.tick();
              else if (step === 'changed') engine.changed(mine.id);
              else if (step === 'release') engine.release(unit.id);
              else if (step === 'restart') {
                await back();
                await engine.close();
                engine = await start();
              } else {
                hear(step.level);
                if (step.settles) await engine.settled();
              }
            }
            await back();

            const { condition } = await api.app.db.alertRule.findUniqueOrThrow({ where: { id: ruleId } });
            const context = { timezone: project.timezone };
            const transitions = evaluateAll(AlertCondition.parse(condition), points, context);
            const wanted = alertsOf(transitions).map(({ since: _, ...alert }) => alert);
            const told = async () => {
              const where = { where: { ruleId }, orderBy: { onsetAt: 'asc' } } as const;
              return (await api.app.db.alertEvent.findMany(where)).map((event) => ({
                onsetAt: event.onsetAt.toISOString(),
                clearedAt: event.clearedAt?.toISOString() ?? null,
                peak: event.peak,
                peakAt: event.peakAt?.toISOString(),
              }));
            };
            // An attempt just before the end of the outage is repeated later, and peaks are written with the tick.
            await eventually(async () => {
              await engine.tick();
              expect(await told()).toEqual(wanted);
            });
          },
        ),
        { numRuns: Number(process.env.FUZZ_RUNS ?? 8) },
      );
    },
    120_000,
  );
});
