import type { Principal } from '@sitecast/auth';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { AppError } from './errors.ts';
import type { Settings } from './settings.ts';

/** Rate limits against abuse, counted in this process's memory. */
export function createThrottles({ tokenRequestsPerMinute }: Settings) {
  return {
    /** Requests per API token; the limit is a setting. */
    tokenRequests: new RateLimiterMemory({ points: tokenRequestsPerMinute, duration: 60 }),
    /** Overlays per workspace. */
    overlays: new RateLimiterMemory({ points: 120, duration: 60 }),
    /** Commands to screens and groups per workspace. */
    commands: new RateLimiterMemory({ points: 300, duration: 60 }),
    /** Logins per IP address. */
    loginsByAddress: new RateLimiterMemory({ points: 30, duration: 60 }),
    /** Failed logins per account; from the fifth on, each locks the account for a while, longer each time. */
    loginFailures: new RateLimiterMemory({ points: Number.MAX_SAFE_INTEGER, duration: 15 * 60 }),
    loginLocks: new RateLimiterMemory({ points: 1, duration: 15 * 60 }),
    /** Serialises the logins of an account: concurrent ones would all start before the first failure counts. */
    loginTurns: createTurns(),
    /** Links requested by e-mail, per IP address and per account: each may send an e-mail. */
    linksByAddress: new RateLimiterMemory({ points: 20, duration: 15 * 60 }),
    linksByAccount: new RateLimiterMemory({ points: 5, duration: 15 * 60 }),
    /** Wrong pairing codes per user. */
    pairingFailures: new RateLimiterMemory({ points: 5, duration: 15 * 60 }),
    /** New pairing codes per IP address. */
    pairingStarts: new RateLimiterMemory({ points: 30, duration: 60 }),
    /** Invitations per workspace: each sends an e-mail to an address of the caller's choice. */
    invitations: new RateLimiterMemory({ points: 60, duration: 3600 }),
    /** Portal links tried per IP address: generous, since many people share one and 256 bits cannot be guessed. */
    portalEntries: new RateLimiterMemory({ points: 60, duration: 60 }),
    /** Wrong portal passwords per client; the fifth locks it. */
    portalPasswords: new RateLimiterMemory({ points: 5, duration: 15 * 60, blockDuration: 15 * 60 }),
    /** Setup codes tried per IP address. */
    setups: new RateLimiterMemory({ points: 10, duration: 15 * 60 }),
  };
}
export type Throttles = ReturnType<typeof createThrottles>;

/** The rate limit of an API token and what is left of it. Times in seconds. */
export interface TokenBudget {
  limit: number;
  window: number;
  remaining: number;
  reset: number;
  exceeded: boolean;
}

/** Counts the calls of an API token, whichever interface they come through. Returns null for anyone else, who is not limited. */
export async function countTokenCalls(
  { throttles: { tokenRequests } }: { throttles: Throttles },
  principal: Principal,
  calls = 1,
): Promise<TokenBudget | null> {
  if (principal.kind !== 'apiToken') return null;
  const state = await tokenRequests.consume(principal.tokenId, calls).catch((refusal: unknown) => {
    if (refusal instanceof RateLimiterRes) return refusal;
    throw refusal;
  });
  const { points: limit, duration: window } = tokenRequests;
  const reset = Math.max(1, Math.ceil(state.msBeforeNext / 1000));
  return { limit, window, remaining: state.remainingPoints, reset, exceeded: state.consumedPoints > limit };
}

export function tooManyCalls({ limit, window, reset }: TokenBudget): AppError {
  return new AppError(
    'TOO_MANY_REQUESTS',
    `Rate limit exceeded: ${limit} requests per ${window} seconds per token.`,
    {
      retryAfter: reset,
    },
  );
}

/** Takes one point. @throws AppError TOO_MANY_REQUESTS with `retryAfter` when there is none left */
export async function consume(limiter: RateLimiterMemory, key: string, message: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (refusal) {
    throw tooMany(refusal, message);
  }
}

/** Refuses when no point is left, without taking one: for counting failures only. */
export async function requireRoom(limiter: RateLimiterMemory, key: string, message: string): Promise<void> {
  const state = await limiter.get(key);
  if (state && state.remainingPoints <= 0 && state.msBeforeNext > 0) throw tooMany(state, message);
}

/** Runs work with the same key one after the other. */
function createTurns() {
  const last = new Map<string, Promise<unknown>>();
  return async <T>(key: string, work: () => Promise<T>): Promise<T> => {
    const running = (last.get(key) ?? Promise.resolve()).then(work);
    const over = running
      .catch(() => {})
      .then(() => {
        if (last.get(key) === over) last.delete(key);
      });
    last.set(key, over);
    return running;
  };
}

function tooMany(state: unknown, message: string): unknown {
  if (!(state instanceof RateLimiterRes)) return state;
  return new AppError('TOO_MANY_REQUESTS', message, {
    retryAfter: Math.max(1, Math.ceil(state.msBeforeNext / 1000)),
  });
}
