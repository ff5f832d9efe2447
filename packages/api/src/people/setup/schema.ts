import { z } from 'zod';
import { Email, Password, PersonName } from '../users/schema.ts';

export const WorkspaceName = z.string().trim().min(1).max(100);

export const CompleteSetup = z.strictObject({
  /** As printed in the server log. Case, spaces and dashes are ignored. */
  code: z.string().max(40),
  email: Email,
  name: PersonName,
  password: Password,
  workspaceName: WorkspaceName,
  /** Whether to add the demo project. Default: the server's `DEMO` variable. */
  demo: z.boolean().optional(),
});
export type CompleteSetup = z.infer<typeof CompleteSetup>;

export const SetupStatus = z.object({
  needed: z.boolean(),
  /** Whether the demo project is added by default. */
  demo: z.boolean(),
});
