import type { Principal } from '@sitecast/auth';
import type { Transaction } from '@sitecast/db';

/** Who acts, from where, and when: what an audit entry keeps. */
export interface Caller {
  principal: Principal;
  ip: string;
  now: () => Date;
}

/** What finding something of a workspace takes, also within a transaction. */
export interface WorkspaceScope {
  db: Transaction;
  workspaceId: string;
}
