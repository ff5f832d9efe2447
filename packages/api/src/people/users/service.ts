import { type Database, isUniqueViolation, Prisma, type Transaction, transaction } from '@sitecast/db';
import { uuidv7 } from 'uuidv7';
import { audit } from '../../core/audit.ts';
import type { Context } from '../../core/context.ts';
import { AppError } from '../../core/errors.ts';
import { keyset, type Page, toPage } from '../../core/page.ts';
import { containing } from '../../core/search.ts';
import { writeLink } from '../../mail/write.ts';
import type { UserContext } from '../context.ts';
import { type IssuedLink, issuePasswordLink } from '../password-links/links.ts';
import type { CreatedUser, CreateUser, ListUsers, User, UserPage, UserRef } from './schema.ts';

/** Lists users, newest first. */
export async function listUsers(ctx: UserContext, { search, ...page }: ListUsers): Promise<UserPage> {
  const { after, ...range } = keyset(page, 'desc');
  const found = search ? { id: { in: await findIds(ctx.db, search, page) } } : {};
  const rows = await ctx.db.user.findMany({ where: { AND: [after, found] }, ...range, select: userFields });
  return toPage(rows, page.limit, toUser);
}

/** IDs of the users on the page, whose e-mail address or name contains `text`. */
async function findIds(db: Database, text: string, { limit, cursor }: Page): Promise<string[]> {
  const after = cursor === undefined ? Prisma.empty : Prisma.sql`AND "id" < ${cursor}`;
  const rows = await db.$queryRaw<{ id: string }[]>`
    SELECT "id" FROM "User"
    WHERE (${containing(db, '"email"', text)} OR ${containing(db, '"name"', text)}) ${after}
    ORDER BY "id" DESC LIMIT ${limit + 1}`;
  return rows.map(({ id }) => id);
}

/** @throws AppError NOT_FOUND */
export async function getUser(ctx: UserContext, { userId }: UserRef): Promise<User> {
  return toUser(await requireUserRow(ctx.db, userId));
}

/**
 * Creates a user without a password, and a link for them to choose one.
 *
 * @throws AppError CONFLICT when a user with this e-mail address already exists
 */
export async function createUser(ctx: UserContext, input: CreateUser): Promise<CreatedUser> {
  const { user, link } = await transaction(ctx.db, (tx) => insertInvitedUser(ctx, tx, input)).catch(
    (error) => {
      if (isUniqueViolation(error)) throw emailTaken();
      throw error;
    },
  );
  const inviteEmailSent = input.sendInvite && (await sendInvite(ctx, user.email, link));
  return { ...user, inviteUrl: link.url, inviteEmailSent };
}

/** Creates a user and their invitation link, within the caller's transaction. */
export async function insertInvitedUser(
  ctx: Context,
  tx: Transaction,
  { email, name, role }: Pick<CreateUser, 'email' | 'name' | 'role'>,
): Promise<{ user: User; link: IssuedLink }> {
  const data = {
    id: uuidv7(),
    email,
    name: name ?? email.split('@')[0]!.slice(0, 100),
    platformRole: role,
    createdAt: ctx.now(),
  };
  const row = await tx.user.create({ data, select: userFields });
  const link = await issuePasswordLink(ctx, tx, { userId: row.id, purpose: 'invite' });
  const resource = { kind: 'user', id: row.id };
  // A user belongs to no workspace, though an invitation to one may create them.
  await audit({ ...ctx, workspaceId: undefined }, tx, 'user.create', resource, { email, role });
  return { user: toUser(row), link };
}

/** Mails the invitation link. Call it after the transaction. @returns whether the mail server accepted it */
export async function sendInvite(ctx: Context, to: string, link: IssuedLink): Promise<boolean> {
  return (await ctx.mail?.send({ to, ...writeLink(ctx, 'invitation', link) })) ?? false;
}

export async function requireUserRow(db: Transaction, userId: string): Promise<UserRow> {
  const row = await db.user.findUnique({ where: { id: userId }, select: userFields });
  if (!row) throw new AppError('NOT_FOUND', 'User not found.');
  return row;
}

function emailTaken(): AppError {
  const message = 'A user with this e-mail address already exists.';
  return new AppError('CONFLICT', message, { errors: [{ path: ['email'], message }] });
}

export const userFields = {
  id: true,
  email: true,
  name: true,
  platformRole: true,
  active: true,
  mustChangePassword: true,
  createdAt: true,
  deactivatedAt: true,
  lastLoginAt: true,
} satisfies Prisma.UserSelect;
export type UserRow = Prisma.UserGetPayload<{ select: typeof userFields }>;

export function toUser({ platformRole, ...row }: UserRow): User {
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    role: platformRole === 'admin' ? 'admin' : 'user',
    active: row.active,
    mustChangePassword: row.mustChangePassword,
    createdAt: row.createdAt.toISOString(),
    deactivatedAt: row.deactivatedAt?.toISOString() ?? null,
    lastLoginAt: row.lastLoginAt?.toISOString() ?? null,
  };
}
