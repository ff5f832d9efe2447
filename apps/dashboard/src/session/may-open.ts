import type { Account } from '../api/workspace.tsx';
import type { PageAccess } from '../routes.ts';

/** Whether the person may open pages with this access in the current workspace. The server checks too. */
export function mayOpen(access: PageAccess, { me, workspace }: Pick<Account, 'me' | 'workspace'>): boolean {
  if (access === 'admin') return me.role === 'admin';
  if (access === 'manager') return workspace?.role === 'admin';
  return access !== 'member' || workspace !== undefined;
}
