import type { Principal } from '@sitecast/auth';
import type { Transaction } from '@sitecast/db';

/** The time; another clock in tests. */
export interface Clock {
  now: () => Date;
}

/** Who acts, from where, and when: what an audit entry keeps. */
export interface Caller extends Clock {
  principal: Principal;
  ip: string;
}

/** What finding something of a workspace takes, also within a transaction. */
export interface WorkspaceScope {
  db: Transaction;
  workspaceId: string;
}
