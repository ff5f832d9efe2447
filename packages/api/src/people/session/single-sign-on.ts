import { isUniqueViolation, type Transaction, transaction } from '@sitecast/db';
import { type Actor, audit } from '../../core/audit.ts';
import type { Context } from '../../core/context.ts';
import { AppError } from '../../core/errors.ts';
import { consume } from '../../core/throttles.ts';
import type { LoginProblem } from './schema.ts';
import { openSession, type ProvenUser } from './service.ts';

/** Who somebody is at an OpenID provider, which has just said so. */
export interface ProvenIdentity {
  issuer: string;
  subject: string;
  email: string | null;
  /** Whether the provider vouches for the address. */
  emailVerified: boolean;
}

interface Refusal {
  problem: LoginProblem;
  userId?: string;
  /** Who it seemed to be, for the audit log. */
  label?: string;
}

const details = { via: 'oidc' };

/**
 * Logs in whom an OpenID provider knows, and sets the cookie: a user with this identity, or else the user with this
 * verified e-mail address, who is linked to the identity once and for all. Nobody else: no user is made here.
 *
 * @param prove asks the provider; called only when the caller's address may try another login
 * @returns null when it worked
 */
export async function loginByIdentity(
  ctx: Context,
  prove: () => Promise<ProvenIdentity | LoginProblem>,
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
  const identity = await prove();
  const refusal = typeof identity === 'string' ? { problem: identity } : await enter(ctx, identity);
  if (!refusal) return null;
  const actor: Actor = { kind: 'anonymous', id: null, label: refusal.label ?? 'anonymous' };
  const resource = { kind: 'user', id: refusal.userId ?? null };
  const reason = refusal.problem;
  await audit({ ...ctx, actor }, ctx.db, 'user.login_failed', resource, { ...details, reason });
  return refusal.problem;
}

async function enter(ctx: Context, identity: ProvenIdentity): Promise<Refusal | null> {
  const find = () => transaction(ctx.db, (tx) => findOrLink(ctx, tx, identity));
  const found = await find().catch((error) => {
    // He has come by another tab in this moment: then he is known.
    if (isUniqueViolation(error)) return find();
    throw error;
  });
  if ('problem' in found) return { label: identity.email ?? identity.subject, ...found };
  try {
    await openSession(ctx, found, details);
    return null;
  } catch (error) {
    // He was deactivated, or got another password, in this moment.
    if (hasCode(error, 'INVALID_CREDENTIALS'))
      return { problem: 'failed', userId: found.id, label: found.email };
    throw error;
  }
}

async function findOrLink(
  ctx: Context,
  tx: Transaction,
  { issuer, subject, email, emailVerified }: ProvenIdentity,
): Promise<ProvenUser | Refusal> {
  const select = { id: true, email: true, passwordHash: true, active: true };
  const known = await tx.userIdentity.findUnique({
    where: { issuer_subject: { issuer, subject } },
    select: { user: { select } },
  });
  if (known) return ifActive(known.user);
  if (email === null || !emailVerified) return { problem: 'unverified' };
  const user = await tx.user.findUnique({
    where: { email: email.trim().toLowerCase() },
    select: { ...select, identities: { where: { issuer }, select: { subject: true } } },
  });
  if (!user) return { problem: 'unknown' };
  // The provider has given his address to somebody else.
  if (user.identities.length > 0) return { problem: 'unknown', userId: user.id };
  const outcome = ifActive(user);
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

function ifActive(user: ProvenUser & { active: boolean }): ProvenUser | Refusal {
  return user.active ? user : { problem: 'deactivated', userId: user.id };
}

function hasCode(error: unknown, code: AppError['appCode']): boolean {
  return error instanceof AppError && error.appCode === code;
}
