import type { Principal } from '@sitecast/auth';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { AppError } from './errors.ts';
import type { Settings } from './settings.ts';

/** Everything that is counted against abuse, in this process's memory. */
export function createThrottles({ tokenRequestsPerMinute }: Settings) {
  return {
    /** Requests an API token; how many is a setting. */
    tokenRequests: new RateLimiterMemory({ points: tokenRequestsPerMinute, duration: 60 }),
    /** Overlays a workspace. */
    overlays: new RateLimiterMemory({ points: 120, duration: 60 }),
    /** Commands to screens and groups a workspace. */
    commands: new RateLimiterMemory({ points: 300, duration: 60 }),
    /** Logins an address. */
    loginsByAddress: new RateLimiterMemory({ points: 30, duration: 60 }),
    /** Failed logins an account; from the fifth on each one locks the account for a while, longer each time. */
    loginFailures: new RateLimiterMemory({ points: Number.MAX_SAFE_INTEGER, duration: 15 * 60 }),
    loginLocks: new RateLimiterMemory({ points: 1, duration: 15 * 60 }),
    /** Logins of an account, one after the other: many at once would all begin before the first failure counts. */
    loginTurns: createTurns(),
    /** Links that are asked for by mail, an address and an account: each may send a mail. */
    linksByAddress: new RateLimiterMemory({ points: 20, duration: 15 * 60 }),
    linksByAccount: new RateLimiterMemory({ points: 5, duration: 15 * 60 }),
    /** Wrong pairing codes a user. */
    pairingFailures: new RateLimiterMemory({ points: 5, duration: 15 * 60 }),
    /** New pairing codes an address. */
    pairingStarts: new RateLimiterMemory({ points: 30, duration: 60 }),
    /** Invitations a workspace: each sends a mail to whoever is named. */
    invitations: new RateLimiterMemory({ points: 60, duration: 3600 }),
    /** Links to the portal that are tried, an address: many people share one, and nobody guesses 256 bits. */
    portalEntries: new RateLimiterMemory({ points: 60, duration: 60 }),
    /** Wrong passwords of a client; the fifth one locks it. */
    portalPasswords: new RateLimiterMemory({ points: 5, duration: 15 * 60, blockDuration: 15 * 60 }),
    /** Setup codes an address. */
    setups: new RateLimiterMemory({ points: 10, duration: 15 * 60 }),
  };
}
export type Throttles = ReturnType<typeof createThrottles>;

/** What an API token may still ask for. Times in seconds. */
export interface TokenBudget {
  limit: number;
  window: number;
  remaining: number;
  reset: number;
  exceeded: boolean;
}

/** Counts calls of an API token, by whatever door they come. People and screens are not counted: null. */
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
