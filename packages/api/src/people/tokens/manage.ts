import { scopesOf, type WorkspaceRole } from '@sitecast/auth';
import { requireMembership } from '../../core/access.ts';
import { AppError } from '../../core/errors.ts';
import type { UserContext } from '../context.ts';
import { TokenScope } from './schema.ts';

/** Filter for the tokens that the caller may manage: their own in the workspace, or all of them for its admins. */
export function manageableTokens(ctx: UserContext): { workspaceId: string; ownerId?: string } {
  const { workspaceId, role } = requireMembership(ctx.principal, ctx.workspaceHint);
  return role === 'admin' ? { workspaceId } : { workspaceId, ownerId: ctx.principal.userId };
}

/** The scopes that a member of this role can neither mint nor keep. */
export function scopesAbove(role: WorkspaceRole): TokenScope[] {
  return TokenScope.options.filter((scope) => !scopesOf(role).includes(scope));
}

/** @throws AppError FORBIDDEN when this role may not mint tokens of this scope */
export function requireMintable(role: WorkspaceRole, scope: TokenScope): void {
  const scopes = scopesOf(role);
  if (scopes.includes(scope)) return;
  throw new AppError(
    'FORBIDDEN',
    `As ${role} of this workspace, you can only create tokens with scope ${scopes.join(', ')}.`,
  );
}
