import { toClientProblem } from '@sitecast/client';
import { QueryCache, QueryClient } from '@tanstack/solid-query';
import { keys } from './keys.ts';

/** Error codes for an invalid session, or one that still needs the client's password. */
const REFUSALS = ['UNAUTHENTICATED', 'PORTAL_PASSWORD_REQUIRED'];

const codeOf = (error: unknown) => toClientProblem(error).code;

export function createQueryClient(): QueryClient {
  const queries: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError(error, { queryKey }) {
        // The session query reports these for the whole page.
        if (REFUSALS.includes(codeOf(error)) && queryKey[0] !== keys.session[0]) void recheckSession(queries);
      },
    }),
    defaultOptions: {
      queries: {
        // The server may be reachable without internet access.
        networkMode: 'always',
        retry: (failures, error) => failures < 2 && codeOf(error) === 'UNREACHABLE',
        retryDelay: (attempt) => 500 * 2 ** attempt,
        staleTime: 5_000,
      },
    },
  });
  return queries;
}

/** Refetches the session; the page follows the result. */
export function recheckSession(queries: QueryClient): Promise<void> {
  return queries.invalidateQueries({ queryKey: keys.session });
}
