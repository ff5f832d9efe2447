import type { AppRouter } from '@sitecast/api';
import { TRPCClientError } from '@trpc/client';

/** An error in the form that pages and terminals show. */
export interface ClientProblem {
  /** The server's error code; `UNREACHABLE` if it did not answer, `UNKNOWN` for a bug in this program. */
  code: string;
  message: string;
  /** Invalid fields, by their path in the input. */
  errors: { path: (string | number)[]; message: string }[];
  /** Seconds to wait before retrying. */
  retryAfter?: number;
}

/** Converts any error thrown by the client. */
export function toClientProblem(error: unknown): ClientProblem {
  if (!(error instanceof TRPCClientError)) {
    return { code: 'UNKNOWN', message: error instanceof Error ? error.message : String(error), errors: [] };
  }
  const { data, message } = error as TRPCClientError<AppRouter>;
  if (!data) return { code: 'UNREACHABLE', message: 'The server cannot be reached.', errors: [] };
  return { code: data.appCode, message, errors: data.errors ?? [], retryAfter: data.retryAfter };
}
