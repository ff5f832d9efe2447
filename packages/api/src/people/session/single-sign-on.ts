import { isUniqueViolation, type Transaction, transaction } from '@sitecast/db';
import { type Actor, audit } from '../../core/audit.ts';
import type { Context } from '../../core/context.ts';
import { AppError } from '../../core/errors.ts';
import { consume } from '../../core/throttles.ts';
import type { LoginProblem } from './schema.ts';
import { openSession, type VerifiedUser } from './service.ts';

/** A person's identity as an OpenID provider has just confirmed it. */
export interface VerifiedIdentity {
  issuer: string;
  subject: string;
  email: string | null;
  /** Whether the provider vouches for the address. */
  emailVerified: boolean;
}

interface Refusal {
  problem: LoginProblem;
  userId?: string;
  /** E-mail address or subject of the person refused, for the audit log. */
  label?: string;
}

const details = { via: 'oidc' };

/**
 * Logs in by OpenID Connect and sets the cookie: the user linked to this identity, or else the user with the same
 * verified e-mail address, who is then linked to it permanently. It never creates users.
 *
 * @param verify asks the provider; called only if the caller's IP address has login attempts left
 * @returns null after a successful login, otherwise the problem
 */
export async function loginByIdentity(
  ctx: Context,
  verify: () => Promise<VerifiedIdentity | LoginProblem>,
): Promise<LoginProblem | null> {
  try {
    await consume(
      ctx.throttles.loginsByAddress,
      ctx.ip,
      'Too many logins from this IP address. Try again in a minute.',
    );
  } catch (error) {
    if (hasCode(error, 'TOO_MANY_REQUESTS')) return 'busy';
    throw error;
  }
  const identity = await verify();
  const refusal = typeof identity === 'string' ? { problem: identity } : await logIn(ctx, identity);
  if (!refusal) return null;
  const actor: Actor = { kind: 'anonymous', id: null, label: refusal.label ?? 'anonymous' };
  const resource = { kind: 'user', id: refusal.userId ?? null };
  const reason = refusal.problem;
  await audit({ ...ctx, actor }, ctx.db, 'user.login_failed', resource, { ...details, reason });
  return refusal.problem;
}

async function logIn(ctx: Context, identity: VerifiedIdentity): Promise<Refusal | null> {
  const find = () => transaction(ctx.db, (tx) => findOrLink(ctx, tx, identity));
  const found = await find().catch((error) => {
    // A concurrent login, such as in another tab, has just linked the identity.
    if (isUniqueViolation(error)) return find();
    throw error;
  });
  if ('problem' in found) return { label: identity.email ?? identity.subject, ...found };
  try {
    await openSession(ctx, found, details);
    return null;
  } catch (error) {
    // The user was deactivated or their password changed in the meantime.
    if (hasCode(error, 'INVALID_CREDENTIALS'))
      return { problem: 'failed', userId: found.id, label: found.email };
    throw error;
  }
}

async function findOrLink(
  ctx: Context,
  tx: Transaction,
  { issuer, subject, email, emailVerified }: VerifiedIdentity,
): Promise<VerifiedUser | Refusal> {
  const select = { id: true, email: true, passwordHash: true, active: true };
  const linked = await tx.userIdentity.findUnique({
    where: { issuer_subject: { issuer, subject } },
    select: { user: { select } },
  });
  if (linked) return requireActive(linked.user);
  if (email === null || !emailVerified) return { problem: 'unverified' };
  const user = await tx.user.findUnique({
    where: { email: email.trim().toLowerCase() },
    select: { ...select, identities: { where: { issuer }, select: { subject: true } } },
  });
  if (!user) return { problem: 'unknown' };
  // The provider has since assigned this address to another person.
  if (user.identities.length > 0) return { problem: 'unknown', userId: user.id };
  const outcome = requireActive(user);
  if ('problem' in outcome) return outcome;
  await tx.userIdentity.create({
    data: { issuer, subject, userId: user.id, createdAt: ctx.now() },
    select: { userId: true },
  });
  const actor: Actor = { kind: 'user', id: user.id, label: user.email };
  const resource = { kind: 'user', id: user.id };
  await audit({ ...ctx, actor }, tx, 'user.identity_linked', resource, { ...details, issuer });
  return outcome;
}

function requireActive(user: VerifiedUser & { active: boolean }): VerifiedUser | Refusal {
  return user.active ? user : { problem: 'deactivated', userId: user.id };
}

function hasCode(error: unknown, code: AppError['appCode']): boolean {
  return error instanceof AppError && error.appCode === code;
}
