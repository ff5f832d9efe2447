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

/** Links that anyone may request, as they are only ever sent to the account's own address. */
type Requestable = 'reset' | 'login';

/**
 * Whether links can be requested. It takes PUBLIC_URL: a link built from the `Host` header of an unauthenticated request
 * could point to an attacker's site.
 */
export function canRequestLinks({ mail, publicUrl }: Context): boolean {
  return mail !== null && publicUrl !== null;
}

/**
 * Mails a link to the user with this address, if there is one. The look-up happens after the response, so neither the
 * response nor its timing reveals whether the account exists. Login throttling does not apply.
 *
 * @throws AppError NOT_FOUND when this installation cannot mail links, TOO_MANY_REQUESTS
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
    ctx.log.error({ err: error }, 'could not mail a requested link'),
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
  // An invited person has to choose a password first: until then, the inviter may have their invitation link too.
  if (purpose === 'login' && user.passwordHash === null) return;
  const link = await transaction(ctx.db, async (tx) => {
    const resource = { kind: 'user', id: user.id };
    const actor: Actor = { kind: 'anonymous', id: null, label: email };
    const action = purpose === 'login' ? 'user.request_login_link' : 'user.request_password_link';
    await audit({ ...ctx, actor }, tx, action, resource);
    return issueLink(ctx, tx, { userId: user.id, purpose, next });
  });
  const template = purpose === 'login' ? 'login' : 'ownReset';
  await mail.send({ to: email, ...writeLink(ctx, template, link) });
}
