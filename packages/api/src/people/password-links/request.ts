import { transaction } from '@sitecast/db';
import { type Actor, audit } from '../../core/audit.ts';
import type { Context } from '../../core/context.ts';
import { AppError } from '../../core/errors.ts';
import type { Mailer } from '../../core/ports.ts';
import { consume } from '../../core/throttles.ts';
import { writeLink } from '../../mail/write.ts';
import { nextPath } from '../session/next-path.ts';
import { issueLink } from './links.ts';
import type { RequestLink } from './schema.ts';

/** What anybody may ask for: the link goes to the account's own address, and nowhere else. */
type Requestable = 'reset' | 'login';

/**
 * Whether links can be asked for. A mail must not lead where the `Host` header of a stranger's request points: without
 * PUBLIC_URL there is no address that is safe to put in it.
 */
export function canRequestLinks({ mail, publicUrl }: Context): boolean {
  return mail !== null && publicUrl !== null;
}

/**
 * Mails a link to the user with this address, if there is one. The answer, and the time it takes, are the same for all
 * addresses: whether there is a user is found out afterwards. Logins that are held up hold up no link.
 *
 * @throws AppError NOT_FOUND where links cannot be mailed, TOO_MANY_REQUESTS
 */
export async function requestLink(ctx: Context, input: RequestLink, purpose: Requestable): Promise<void> {
  const { mail, publicUrl, throttles } = ctx;
  if (mail === null || publicUrl === null)
    throw new AppError('NOT_FOUND', 'This installation cannot send e-mail. Ask an administrator for a link.');
  const email = input.email.trim().toLowerCase();
  await consume(
    throttles.linksByAddress,
    ctx.ip,
    'Too many links requested from this IP address. Try again later.',
  );
  await consume(
    throttles.linksByAccount,
    email,
    'Too many links requested for this account. Try again later.',
  );
  const next = nextPath(input.next);
  deliver({ ...ctx, baseUrl: publicUrl }, mail, { email, purpose, next }).catch((error: unknown) =>
    ctx.log.error({ err: error }, 'A link that was asked for could not be mailed'),
  );
}

async function deliver(
  ctx: Context,
  mail: Mailer,
  { email, purpose, next }: { email: string; purpose: Requestable; next: string },
): Promise<void> {
  const user = await ctx.db.user.findUnique({
    where: { email },
    select: { id: true, active: true, passwordHash: true },
  });
  if (!user?.active) return;
  // Until an invited person has chosen a password, whoever invited him may hold the invitation's link, too.
  if (purpose === 'login' && user.passwordHash === null) return;
  const link = await transaction(ctx.db, async (tx) => {
    const resource = { kind: 'user', id: user.id };
    const actor: Actor = { kind: 'anonymous', id: null, label: email };
    const action = purpose === 'login' ? 'user.request_login_link' : 'user.request_password_link';
    await audit({ ...ctx, actor }, tx, action, resource);
    return issueLink(ctx, tx, { userId: user.id, purpose, next });
  });
  const letter = purpose === 'login' ? 'login' : 'ownReset';
  await mail.send({ to: email, ...writeLink(ctx, letter, link) });
}
