import type { User } from '@sitecast/api/people/users/schema';
import { type Connection, isId } from './connection.ts';
import { UserError } from './errors.ts';
import { allItems } from './pages.ts';
import type { Cell } from './table.ts';

export const userArgument = { name: 'user', summary: 'The user’s id or e-mail address' };

/** The user that was meant, by id or by e-mail address in any case. @throws UserError when there is none */
export async function findUser({ api }: Connection, idOrEmail: string): Promise<User> {
  if (isId(idOrEmail)) return api.users.get.query({ userId: idOrEmail });
  const wanted = idOrEmail.trim().toLowerCase();
  const found = (await allItems((page) => api.users.list.query({ ...page, search: wanted }))).find(
    ({ email }) => email === wanted,
  );
  if (found) return found;
  throw new UserError(
    `No user has the e-mail address “${idOrEmail}”. sitecast admin list-users shows them all.`,
  );
}

/** As the list and the single user show it. */
export function userState({ active, mustChangePassword }: User): Cell {
  if (!active) return { text: 'deactivated', tone: 'bad' };
  return mustChangePassword ? 'must change password' : { text: 'active', tone: 'good' };
}
