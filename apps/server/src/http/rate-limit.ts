import type { ServerResponse } from 'node:http';
import { type App, AppError } from '@sitecast/api';
import type { Principal } from '@sitecast/auth';
import { RateLimiterRes } from 'rate-limiter-flexible';

/**
 * Counts a request of an API token, by whatever door it came, and tells what is left in the headers of
 * draft-ietf-httpapi-ratelimit-headers. People are not counted.
 *
 * @throws AppError TOO_MANY_REQUESTS
 */
export async function countTokenRequest(
  { throttles: { tokenRequests } }: App,
  principal: Principal,
  res: ServerResponse,
): Promise<void> {
  if (principal.kind !== 'apiToken') return;
  const state = await tokenRequests.consume(principal.tokenId).catch((refusal: unknown) => {
    if (refusal instanceof RateLimiterRes) return refusal;
    throw refusal;
  });
  const { points, duration } = tokenRequests;
  const seconds = Math.ceil(state.msBeforeNext / 1000);
  res.setHeader('ratelimit-policy', `"token";q=${points};w=${duration}`);
  res.setHeader('ratelimit', `"token";r=${state.remainingPoints};t=${seconds}`);
  if (state.consumedPoints <= points) return;
  throw new AppError('TOO_MANY_REQUESTS', `A token may make ${points} requests in ${duration} seconds.`, {
    retryAfter: Math.max(1, seconds),
  });
}
