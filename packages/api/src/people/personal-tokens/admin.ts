import { keyset, toPage } from '../../core/page.ts';
import type { UserContext } from '../context.ts';
import { personalTokenFields, toPersonalToken, whereStatus } from './row.ts';
import type {
  CountPersonalTokens,
  ListAllPersonalTokens,
  OwnedPersonalTokenPage,
  PersonalTokenCounts,
  PersonalTokenRef,
} from './schema.ts';
import { endPersonalToken } from './service.ts';

/** Lists the personal tokens of all users, newest first. */
export async function adminList(
  ctx: UserContext,
  { user, status, ...page }: ListAllPersonalTokens,
): Promise<OwnedPersonalTokenPage> {
  const now = ctx.now();
  const { after, ...range } = keyset(page, 'desc');
  const rows = await ctx.db.personalAccessToken.findMany({
    where: { userId: user, ...(status && whereStatus(status, now)), ...after },
    ...range,
    select: { ...personalTokenFields, user: { select: { id: true, email: true } } },
  });
  return toPage(rows, page.limit, (row) => ({
    ...toPersonalToken(row, now),
    userId: row.user.id,
    userEmail: row.user.email,
  }));
}

/** Counts tokens by status. */
export async function adminCounts(
  ctx: UserContext,
  { user }: CountPersonalTokens,
): Promise<PersonalTokenCounts> {
  const now = ctx.now();
  const count = (status: keyof PersonalTokenCounts) =>
    ctx.db.personalAccessToken.count({ where: { userId: user, ...whereStatus(status, now) } });
  const [active, revoked, expired] = await Promise.all([count('active'), count('revoked'), count('expired')]);
  return { active, revoked, expired };
}

/** Revokes any user's token immediately and closes its sockets. @throws AppError NOT_FOUND */
export async function adminRevoke(ctx: UserContext, { tokenId }: PersonalTokenRef): Promise<void> {
  await endPersonalToken(ctx, { id: tokenId }, 'token.admin_revoke');
}
