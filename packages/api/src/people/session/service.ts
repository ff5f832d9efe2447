import { signSession, type UserPrincipal, verifyPassword } from '@sitecast/auth';
import { type Prisma, transaction } from '@sitecast/db';
import { uuidv7 } from 'uuidv7';
import { type Actor, audit } from '../../core/audit.ts';
import type { Context } from '../../core/context.ts';
import { AppError } from '../../core/errors.ts';
import type { AccessToken, Login, Me } from './schema.ts';
import { clearLoginFailures, noteLoginFailure, requireLoginRoom } from './throttle.ts';

const SESSION_HOURS = 24;

/** Logs a browser in: the session travels in a cookie. @throws AppError INVALID_CREDENTIALS, TOO_MANY_REQUESTS */
export async function login(ctx: Context, input: Login): Promise<Me> {
  const user = await checkPassword(ctx, input);
  return openSession(ctx, user);
}

/** Logs a program in: the session is in the answer. @throws AppError INVALID_CREDENTIALS, TOO_MANY_REQUESTS */
export async function token(ctx: Context, input: Login): Promise<AccessToken> {
  const user = await checkPassword(ctx, input);
  const { jwt } = await createSession(ctx, user);
  return {
    accessToken: jwt,
    tokenType: 'bearer',
    expiresIn: SESSION_HOURS * 3600,
    userId: user.id,
    email: user.email,
    role: user.platformRole === 'admin' ? 'admin' : 'user',
  };
}

/** Whose identity is proven, with the password as it was stored then. */
export interface ProvenUser {
  id: string;
  email: string;
  passwordHash: string | null;
}

/**
 * Starts a session for a user whose identity is proven, and sets the cookie.
 *
 * @param details for the audit log
 * @throws AppError INVALID_CREDENTIALS when he has been deactivated or has another password by now
 */
export async function openSession(
  ctx: Context,
  user: ProvenUser,
  details?: Prisma.InputJsonObject,
): Promise<Me> {
  const { jwt, expiresAt } = await createSession(ctx, user, details);
  ctx.sessionCookie?.set(jwt, expiresAt);
  const principal = await ctx.identifier.identify({ sessionToken: jwt, ip: ctx.ip });
  if (principal.kind !== 'user') throw wrongLogin();
  return me(principal);
}

export function me(principal: UserPrincipal): Me {
  const { userId, email, name, platformRole, via, tokenName, expiresAt, memberships } = principal;
  return {
    userId,
    email,
    name,
    role: platformRole,
    via,
    tokenName,
    expiresAt: expiresAt?.toISOString() ?? null,
    mustChangePassword: principal.mustChangePassword,
    workspaces: memberships.map(({ workspaceId, ...workspace }) => ({
      id: workspaceId,
      name: workspace.name,
      role: workspace.role,
    })),
  };
}

function wrongLogin(): AppError {
  return new AppError('INVALID_CREDENTIALS', 'Wrong e-mail address or password.');
}

function checkPassword(ctx: Context, { email, password }: Login) {
  const account = email.trim().toLowerCase();
  return ctx.throttles.loginTurns(account, () => checkInTurn(ctx, account, password));
}

/** One answer, in one time, for an unknown user, a wrong password, none set, and a deactivated user. */
async function checkInTurn(ctx: Context, account: string, password: string) {
  await requireLoginRoom(ctx, account);
  const user = await ctx.db.user.findUnique({
    where: { email: account },
    select: { id: true, email: true, platformRole: true, passwordHash: true, active: true },
  });
  const matches = await verifyPassword(user?.passwordHash ?? null, password);
  if (user?.active && matches) {
    await clearLoginFailures(ctx, account);
    return user;
  }
  await noteLoginFailure(ctx, account);
  const actor: Actor = { kind: 'anonymous', id: null, label: account };
  await audit({ ...ctx, actor }, ctx.db, 'user.login_failed', { kind: 'user', id: user?.id ?? null });
  throw wrongLogin();
}

async function createSession(
  ctx: Context,
  { id: userId, email, passwordHash }: ProvenUser,
  details?: Prisma.InputJsonObject,
) {
  const now = ctx.now();
  const expiresAt = new Date(now.getTime() + SESSION_HOURS * 3_600_000);
  const id = uuidv7();
  const jwt = await signSession(ctx.key, { userId, sessionId: id }, expiresAt);
  const actor: Actor = { kind: 'user', id: userId, label: email };
  const { ip, userAgent } = ctx;
  await transaction(ctx.db, async (tx) => {
    // What ends all sessions while the password is checked ends this one, too: there is none yet that it could end.
    const { count } = await tx.user.updateMany({
      where: { id: userId, active: true, passwordHash },
      data: { lastLoginAt: now },
    });
    if (count === 0) throw wrongLogin();
    await tx.session.create({
      data: { id, userId, createdAt: now, expiresAt, lastSeenAt: now, ip, userAgent },
      select: { id: true },
    });
    await audit({ ...ctx, actor }, tx, 'user.login', { kind: 'user', id: userId }, details);
  });
  return { jwt, expiresAt };
}
