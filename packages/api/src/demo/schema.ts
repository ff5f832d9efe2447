import { z } from 'zod';

/** The demo's screens, with what makes a browser one of them: see `screenLink` of the player. */
export const DemoScreens = z.object({
  screens: z.array(
    z.object({
      deviceId: z.string(),
      name: z.string(),
      path: z.string().describe('Path on this server. Anyone who has it can act as that screen'),
    }),
  ),
});
export type DemoScreens = z.infer<typeof DemoScreens>;

/** What is remembered of the demo, in its setting. */
export const DemoState = z.object({
  workspaceId: z.string(),
  projectId: z.string(),
  unitIds: z.array(z.string()),
  deviceIds: z.array(z.string()),
  /** ms: when it began, and up to when the days before are filled in. */
  begunAt: z.number(),
  filledTo: z.number(),
});
export type DemoState = z.infer<typeof DemoState>;
