import { type Transaction, transaction } from '@sitecast/db';
import { audit } from '../../core/audit.ts';
import { AppError } from '../../core/errors.ts';
import type { UserContext } from '../context.ts';
import { endPasswordLinks } from '../password-links/links.ts';
import type { UpdateUser, User, UserRef } from './schema.ts';
import { requireUserRow, toUser, type UserRow, userFields } from './service.ts';
import { endSessions } from './sessions.ts';

/**
 * Changes the given fields. A lost role or access takes effect immediately, on open sockets too. A user who is made
 * an admin before their first login needs a new link to choose a password.
 *
 * @throws AppError NOT_FOUND
 * @throws AppError CONFLICT when an admin deactivates their own account
 * @throws AppError LAST_ADMIN when no active admin would be left
 */
export async function updateUser(ctx: UserContext, { userId, ...change }: UpdateUser): Promise<User> {
  const { before, after } = await transaction(ctx.db, async (tx) => {
    const row = await requireUserRow(tx, userId);
    return { before: row, after: await applyChange(ctx, tx, row, change) };
  });
  if (after.active !== before.active) ctx.revocations.revoke({ kind: 'user', id: userId });
  else if (after !== before) ctx.revocations.revoke({ kind: 'rights', id: userId });
  return toUser(after);
}

/** Activates a user, who then has to log in again. @throws AppError NOT_FOUND */
export function activateUser(ctx: UserContext, { userId }: UserRef): Promise<User> {
  return updateUser(ctx, { userId, active: true });
}

/** @throws as `updateUser` */
export function deactivateUser(ctx: UserContext, { userId }: UserRef): Promise<User> {
  return updateUser(ctx, { userId, active: false });
}

/** Deletes a user with their sessions, tokens and memberships. @throws as `updateUser` */
export async function removeUser(ctx: UserContext, { userId }: UserRef): Promise<void> {
  await transaction(ctx.db, async (tx) => {
    const row = await requireUserRow(tx, userId);
    refuseSelf(ctx, row, 'delete');
    await requireOtherAdmin(tx, row);
    await tx.user.delete({ where: { id: userId }, select: { id: true } });
    const details = { email: row.email, role: row.platformRole };
    await audit(ctx, tx, 'user.delete', { kind: 'user', id: row.id }, details);
  });
  ctx.revocations.revoke({ kind: 'user', id: userId });
}

async function applyChange(
  ctx: UserContext,
  tx: Transaction,
  row: UserRow,
  wanted: Omit<UpdateUser, 'userId'>,
): Promise<UserRow> {
  const { name = row.name, role = row.platformRole, active = row.active } = wanted;
  const deactivates = row.active && !active;
  const activates = !row.active && active;
  const demotes = row.platformRole === 'admin' && role !== 'admin';
  const promotes = row.platformRole !== 'admin' && role === 'admin';
  if (!activates && !deactivates && name === row.name && role === row.platformRole) return row;
  if (deactivates) refuseSelf(ctx, row, 'deactivate');
  if (deactivates || demotes) await requireOtherAdmin(tx, row);

  const now = ctx.now();
  if (name !== row.name || role !== row.platformRole) {
    const details = {
      ...(name === row.name ? {} : { name: { from: row.name, to: name } }),
      ...(role === row.platformRole ? {} : { role: { from: row.platformRole, to: role } }),
    };
    await audit(ctx, tx, 'user.update', { kind: 'user', id: row.id }, details);
  }
  if (activates || deactivates) {
    const action = activates ? 'user.activate' : 'user.deactivate';
    await audit(ctx, tx, action, { kind: 'user', id: row.id }, { email: row.email });
    // On activation too: a login in progress during the deactivation may have created a session.
    await endSessions(tx, row.id, now);
  }
  // The workspace admin who sent the invitation may still have its link, which must not open an admin account.
  if (deactivates || (promotes && row.lastLoginAt === null)) await endPasswordLinks(tx, row.id);
  return tx.user.update({
    where: { id: row.id },
    data: {
      name,
      platformRole: role,
      active,
      ...(deactivates ? { deactivatedAt: now, deactivatedById: ctx.principal.userId } : {}),
      ...(activates ? { deactivatedAt: null, deactivatedById: null } : {}),
    },
    select: userFields,
  });
}

function refuseSelf({ principal }: UserContext, { id }: UserRow, action: 'deactivate' | 'delete'): void {
  if (id !== principal.userId) return;
  throw new AppError('CONFLICT', `You cannot ${action} yourself. Ask another administrator.`);
}

/**
 * Call it in the transaction that writes, so that two concurrent changes cannot leave the installation without an admin.
 *
 * @throws AppError LAST_ADMIN
 */
async function requireOtherAdmin(tx: Transaction, { id, platformRole, active }: UserRow): Promise<void> {
  if (platformRole !== 'admin' || !active) return;
  const other = await tx.user.findFirst({
    where: { platformRole: 'admin', active: true, id: { not: id } },
    select: { id: true },
  });
  if (other) return;
  throw new AppError(
    'LAST_ADMIN',
    'This is the last active administrator. Make someone else an administrator first.',
  );
}
