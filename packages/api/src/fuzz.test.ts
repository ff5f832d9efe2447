import { TRPCError } from '@trpc/server';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { z } from 'zod';
import type { Access } from './core/access.ts';
import { toProblem } from './core/errors.ts';
import { appRouter, deviceRouter, portalRouter } from './root.ts';
import {
  createFuzzWorld,
  type FuzzWorld,
  fuzzing,
  fuzzTimeout,
  inTime,
  mutated,
  validInputs,
} from './testing/fuzz/index.ts';
import { createTestApi, type TestApi } from './testing/index.ts';

interface AnyProcedure {
  _def: { type: 'query' | 'mutation' | 'subscription'; meta: { access: Access }; inputs: z.ZodType[] };
}

const procedures = [appRouter, deviceRouter, portalRouter].flatMap((root) =>
  Object.entries(root._def.procedures as unknown as Record<string, AnyProcedure>).map(([path, { _def }]) => ({
    path,
    root: root as typeof appRouter,
    access: _def.meta.access,
    type: _def.type,
    schema: _def.inputs.at(-1),
  })),
);
const tried = procedures.filter(({ type, schema }) => type !== 'subscription' && schema !== undefined);

let api: TestApi;
let world: FuzzWorld;
beforeAll(async () => {
  api = await createTestApi();
  world = await createFuzzWorld(api.app);
});
afterAll(() => api[Symbol.asyncDispose]());

test.each(tried)(
  '$path: no input causes a server error, or reveals or changes another workspace',
  {
    timeout: fuzzTimeout,
  },
  async ({ path, root, access, schema }) => {
    const inputs = mutated(validInputs(schema!, await world.idsFor(access, path)));
    const callers = fc.constantFrom(...world.callersOf(access));
    await fc.assert(
      fc.asyncProperty(callers, inputs, async (caller, input) => {
        const device = caller === 'device' ? await world.device() : null;
        const portalSession = caller === 'portal' ? await world.portalSession() : null;
        const credentials = { bearer: await world.bearer(caller), device, portalSession };
        const outcome = await inTime(path, outcomeOf(root, path, credentials, input));
        world.answered(caller, outcome.status);
        expect(outcome.status, `${path} ${outcome.text}`).toBeLessThan(500);
        world.checkAnswer(caller, path, outcome.text);
      }),
      fuzzing,
    );
    await world.checkTheirs();
  },
);

async function outcomeOf(
  root: typeof appRouter,
  path: string,
  credentials: Parameters<TestApi['call']>[0],
  input: unknown,
): Promise<{ status: number; text: string }> {
  const caller = root.createCaller(await api.contextOf(credentials));
  const call = path.split('.').reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], caller);
  try {
    const answer = await (call as (input: unknown) => Promise<unknown>)(input);
    return { status: 200, text: JSON.stringify(answer) ?? '' };
  } catch (error) {
    if (!(error instanceof TRPCError)) return { status: 500, text: String(error) };
    const problem = toProblem(error);
    // These tests run no meters, so an unreachable one is an expected response.
    const status = problem.code === 'METER_UNAVAILABLE' ? 409 : problem.status;
    const fault = status >= 500 ? String(error.cause?.stack ?? error.stack) : '';
    return { status, text: JSON.stringify(problem) + fault };
  }
}
