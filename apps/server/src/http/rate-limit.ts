import type { ServerResponse } from 'node:http';
import { type App, countTokenCalls, tooManyCalls } from '@sitecast/api';
import type { Principal } from '@sitecast/auth';

/**
 * Counts the calls of an API token, and reports the remaining quota in the headers of
 * draft-ietf-httpapi-ratelimit-headers-10. Users are not limited.
 *
 * @param calls the number of calls in the request: tRPC batches several
 * @throws AppError TOO_MANY_REQUESTS
 */
export async function countTokenRequest(
  app: App,
  principal: Principal,
  res: ServerResponse,
  calls: number,
): Promise<void> {
  const budget = await countTokenCalls(app, principal, calls);
  if (!budget) return;
  const { limit, window, remaining, reset, exceeded } = budget;
  res.setHeader('ratelimit-policy', `"token";q=${limit};w=${window}`);
  res.setHeader('ratelimit', `"token";r=${remaining};t=${reset}`);
  if (!exceeded) return;
  res.setHeader('retry-after', reset);
  throw tooManyCalls(budget);
}
