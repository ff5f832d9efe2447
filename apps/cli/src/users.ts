import type { User } from '@sitecast/api/people/users/schema';
import { type Connection, isId } from './connection.ts';
import { UserError } from './errors.ts';
import { allItems } from './pages.ts';
import type { Cell } from './table.ts';

export const userArgument = { name: 'user', summary: 'User ID or e-mail address' };

/** The user with this ID or e-mail address, ignoring case. @throws UserError if there is none */
export async function findUser({ api }: Connection, idOrEmail: string): Promise<User> {
  if (isId(idOrEmail)) return api.users.get.query({ userId: idOrEmail });
  const wanted = idOrEmail.trim().toLowerCase();
  const found = (await allItems((page) => api.users.list.query({ ...page, search: wanted }))).find(
    ({ email }) => email === wanted,
  );
  if (found) return found;
  throw new UserError(`No user with the e-mail address “${idOrEmail}”. Run sitecast admin list-users.`);
}

/** The status of a user, for display. */
export function userState({ active, mustChangePassword }: User): Cell {
  if (!active) return { text: 'deactivated', tone: 'bad' };
  return mustChangePassword ? 'must change password' : { text: 'active', tone: 'good' };
}
