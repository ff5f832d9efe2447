import type { Context } from '../../core/context.ts';
import { consume, requireRoom } from '../../core/throttles.ts';

const FREE_FAILURES = 5;
const LONGEST_LOCK_SECONDS = 15 * 60;

/** @throws AppError TOO_MANY_REQUESTS when this IP address or account has no login attempts left */
export async function consumeLoginAttempt({ throttles, ip }: Context, account: string): Promise<void> {
  await consume(
    throttles.loginsByAddress,
    ip,
    'Too many logins from this IP address. Try again in a minute.',
  );
  await requireRoom(throttles.loginLocks, account, 'Too many failed logins. Try again later.');
}

/** Locks the account from the fifth failure in 15 minutes on: 1 s, then twice as long each time, up to 15 minutes. */
export async function recordLoginFailure({ throttles }: Context, account: string): Promise<void> {
  const { consumedPoints } = await throttles.loginFailures.consume(account);
  if (consumedPoints < FREE_FAILURES) return;
  const seconds = Math.min(2 ** (consumedPoints - FREE_FAILURES), LONGEST_LOCK_SECONDS);
  await throttles.loginLocks.block(account, seconds);
}

export async function clearLoginFailures({ throttles }: Context, account: string): Promise<void> {
  await throttles.loginFailures.delete(account);
}
