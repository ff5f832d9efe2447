import { z } from 'zod';
import { Page, pageOf } from '../../core/page.ts';
import { WorkspaceRole } from '../users/schema.ts';

/** An event of `workspaces.events`. */
export type { WorkspaceEvent } from '@sitecast/protocol/workspace-events';

export const ListWorkspaces = Page;

/** A workspace as its members see it. */
export const Workspace = z.object({
  id: z.string(),
  name: z.string(),
  role: WorkspaceRole.describe('Your role in the workspace'),
  createdAt: z.iso.datetime(),
});
export type Workspace = z.infer<typeof Workspace>;

export const WorkspacePage = pageOf(Workspace);
export type WorkspacePage = z.infer<typeof WorkspacePage>;
