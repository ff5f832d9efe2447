/** A member's role in a workspace. */
export type WorkspaceRole = 'admin' | 'operator' | 'viewer';
/** What an API token may do. `agency` is separate from the levels read < write < full. */
export type TokenScope = 'read' | 'write' | 'full' | 'agency';

/**
 * The scopes a role may grant and keep holding: a token never allows more than its owner's role. `agency` gives access
 * to outsiders, so it is reserved for those who manage members.
 */
const SCOPES_OF: Record<WorkspaceRole, readonly TokenScope[]> = {
  viewer: ['read'],
  operator: ['read', 'write', 'full'],
  admin: ['read', 'write', 'full', 'agency'],
};

/** The scopes a member of this role may give a token. In a file without dependencies, for use in the browser. */
export function scopesOf(role: WorkspaceRole): readonly TokenScope[] {
  return SCOPES_OF[role];
}
