import { signSession, type UserPrincipal, verifyPassword } from '@sitecast/auth';
import { type Prisma, transaction } from '@sitecast/db';
import { uuidv7 } from 'uuidv7';
import { type Actor, audit } from '../../core/audit.ts';
import type { Context } from '../../core/context.ts';
import { AppError } from '../../core/errors.ts';
import type { AccessToken, Login, Me } from './schema.ts';
import { clearLoginFailures, consumeLoginAttempt, recordLoginFailure } from './throttle.ts';

const SESSION_HOURS = 24;

/** Logs in a browser: sets the session cookie. @throws AppError INVALID_CREDENTIALS, TOO_MANY_REQUESTS */
export async function login(ctx: Context, input: Login): Promise<Me> {
  const user = await checkPassword(ctx, input);
  return openSession(ctx, user);
}

/** Logs in a program: returns the session as a bearer token. @throws AppError INVALID_CREDENTIALS, TOO_MANY_REQUESTS */
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

/** A user whose identity is verified, with the password hash read at that time. */
export interface VerifiedUser {
  id: string;
  email: string;
  passwordHash: string | null;
}

/**
 * Starts a session for a verified user and sets the cookie.
 *
 * @param details for the audit log
 * @throws AppError INVALID_CREDENTIALS when the user has been deactivated or their password changed in the meantime
 */
export async function openSession(
  ctx: Context,
  user: VerifiedUser,
  details?: Prisma.InputJsonObject,
): Promise<Me> {
  const { jwt, expiresAt } = await createSession(ctx, user, details);
  ctx.sessionCookie?.set(jwt, expiresAt);
  const principal = await ctx.identifier.identify({ sessionToken: jwt, ip: ctx.ip });
  if (principal.kind !== 'user') throw invalidCredentials();
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

function invalidCredentials(): AppError {
  return new AppError('INVALID_CREDENTIALS', 'Wrong e-mail address or password.');
}

function checkPassword(ctx: Context, { email, password }: Login) {
  const account = email.trim().toLowerCase();
  return ctx.throttles.loginTurns(account, () => verifyLogin(ctx, account, password));
}

/** Same response and timing for an unknown user, a wrong password, no password set, and a deactivated user. */
async function verifyLogin(ctx: Context, account: string, password: string) {
  await consumeLoginAttempt(ctx, account);
  const user = await ctx.db.user.findUnique({
    where: { email: account },
    select: { id: true, email: true, platformRole: true, passwordHash: true, active: true },
  });
  const matches = await verifyPassword(user?.passwordHash ?? null, password);
  if (user?.active && matches) {
    await clearLoginFailures(ctx, account);
    return user;
  }
  await recordLoginFailure(ctx, account);
  const actor: Actor = { kind: 'anonymous', id: null, label: account };
  await audit({ ...ctx, actor }, ctx.db, 'user.login_failed', { kind: 'user', id: user?.id ?? null });
  throw invalidCredentials();
}

async function createSession(
  ctx: Context,
  { id: userId, email, passwordHash }: VerifiedUser,
  details?: Prisma.InputJsonObject,
) {
  const now = ctx.now();
  const expiresAt = new Date(now.getTime() + SESSION_HOURS * 3_600_000);
  const id = uuidv7();
  const jwt = await signSession(ctx.key, { userId, sessionId: id }, expiresAt);
  const actor: Actor = { kind: 'user', id: userId, label: email };
  const { ip, userAgent } = ctx;
  await transaction(ctx.db, async (tx) => {
    // Refuse the login if the user was deactivated or got a new password while the password was being checked.
    const { count } = await tx.user.updateMany({
      where: { id: userId, active: true, passwordHash },
      data: { lastLoginAt: now },
    });
    if (count === 0) throw invalidCredentials();
    await tx.session.create({
      data: { id, userId, createdAt: now, expiresAt, lastSeenAt: now, ip, userAgent },
      select: { id: true },
    });
    await audit({ ...ctx, actor }, tx, 'user.login', { kind: 'user', id: userId }, details);
  });
  return { jwt, expiresAt };
}
