/** A member's role in a workspace. */
export type WorkspaceRole = 'admin' | 'operator' | 'viewer';
/** What an API token may do; `agency` stands beside the ladder read < write < full. */
export type TokenScope = 'read' | 'write' | 'full' | 'agency';

/**
 * What somebody of this role may mint, and so may go on holding: nobody does more by a token than by himself.
 * `agency` lets somebody from outside in, which is for those to decide who also decide on members.
 */
const SCOPES_OF: Record<WorkspaceRole, readonly TokenScope[]> = {
  viewer: ['read'],
  operator: ['read', 'write', 'full'],
  admin: ['read', 'write', 'full', 'agency'],
};

/** By itself in a file without dependencies, as pages offer what it says. */
export function scopesOf(role: WorkspaceRole): readonly TokenScope[] {
  return SCOPES_OF[role];
}
