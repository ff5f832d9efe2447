import { scopesOf, type UserPrincipal, type WorkspaceRole } from '@sitecast/auth';
import { requireMembership } from '../../core/access.ts';
import type { Context } from '../../core/context.ts';
import { AppError } from '../../core/errors.ts';
import { TokenScope } from './schema.ts';

export type UserContext = Context & { principal: UserPrincipal };

/** Which tokens are the caller's to manage: his own in the workspace, and for its admins everybody's. */
export function manageable(ctx: UserContext): { workspaceId: string; ownerId?: string } {
  const { workspaceId, role } = requireMembership(ctx.principal, ctx.workspaceHint);
  return role === 'admin' ? { workspaceId } : { workspaceId, ownerId: ctx.principal.userId };
}

/** What somebody of this role may not mint, and so may not go on holding. */
export function scopesAbove(role: WorkspaceRole): TokenScope[] {
  return TokenScope.options.filter((scope) => !scopesOf(role).includes(scope));
}

/** @throws AppError FORBIDDEN when tokens of this scope are not for this role to hand out */
export function requireMintable(role: WorkspaceRole, scope: TokenScope): void {
  const scopes = scopesOf(role);
  if (scopes.includes(scope)) return;
  throw new AppError(
    'FORBIDDEN',
    `As ${role} of this workspace, you can only create tokens with scope ${scopes.join(', ')}.`,
  );
}
