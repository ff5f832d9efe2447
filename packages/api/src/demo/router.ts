import { z } from 'zod';
import { router, workspaceProcedure } from '../core/trpc.ts';
import { DemoScreens } from './schema.ts';
import { listDemoScreens } from './screens.ts';

export const demoRouter = router({
  /** The demo's screens with links that contain their secrets: for those who may control screens. */
  screens: workspaceProcedure('full')
    .input(z.strictObject({}))
    .output(DemoScreens)
    .query(({ ctx }) => listDemoScreens(ctx)),
});
