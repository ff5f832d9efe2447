import type { AppRouter } from '@sitecast/api';
import { TRPCClientError } from '@trpc/client';

/** What went wrong, in the form that a page or a terminal shows. */
export interface ClientProblem {
  /** The server's stable code; `UNREACHABLE` when it did not answer, `UNKNOWN` for a fault of this program. */
  code: string;
  message: string;
  /** Refused fields, by their path in the input. */
  errors: { path: (string | number)[]; message: string }[];
  /** Seconds after which to try again. */
  retryAfter?: number;
}

/** Reads any error that a call of the client throws. */
export function toClientProblem(error: unknown): ClientProblem {
  if (!(error instanceof TRPCClientError)) {
    return { code: 'UNKNOWN', message: error instanceof Error ? error.message : String(error), errors: [] };
  }
  const { data, message } = error as TRPCClientError<AppRouter>;
  if (!data) return { code: 'UNREACHABLE', message: 'The server cannot be reached.', errors: [] };
  return { code: data.appCode, message, errors: data.errors ?? [], retryAfter: data.retryAfter };
}
