import type { UserPrincipal } from '@sitecast/auth';
import type { Context } from '../core/context.ts';

/** The context of a call by a logged-in user, by session or personal token. */
export interface UserContext extends Context {
  principal: UserPrincipal;
}
