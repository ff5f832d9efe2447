import { z } from 'zod';
import { router, workspaceProcedure } from '../core/trpc.ts';
import { DemoScreens } from './schema.ts';
import { listDemoScreens } from './screens.ts';

export const demoRouter = router({
  /** With what makes a browser one of them: for those who may send to screens. */
  screens: workspaceProcedure('full')
    .input(z.strictObject({}))
    .output(DemoScreens)
    .query(({ ctx }) => listDemoScreens(ctx)),
});
