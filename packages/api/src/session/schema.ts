import { z } from 'zod';
import { PlatformRole, WorkspaceRole } from '../users/schema.ts';

/** What was typed is taken as it is: a wrong form is just a wrong login. */
export const Login = z.strictObject({ email: z.string().max(254), password: z.string().max(1024) });
export type Login = z.infer<typeof Login>;

/** Who is logged in, and where he may act. */
export const Me = z.object({
  userId: z.string(),
  email: z.string(),
  name: z.string(),
  role: PlatformRole,
  via: z.enum(['session', 'pat']),
  expiresAt: z.iso.datetime().nullable(),
  workspaces: z.array(z.object({ id: z.string(), name: z.string(), role: WorkspaceRole })),
});
export type Me = z.infer<typeof Me>;

export const AccessToken = z.object({
  accessToken: z.string(),
  tokenType: z.literal('bearer'),
  expiresIn: z.int().describe('Seconds'),
  userId: z.string(),
  email: z.string(),
  role: PlatformRole,
});
export type AccessToken = z.infer<typeof AccessToken>;
