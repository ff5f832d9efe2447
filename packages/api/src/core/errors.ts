import { TRPCError } from '@trpc/server';
import type { TRPC_ERROR_CODE_KEY } from '@trpc/server/unstable-core-do-not-import';

interface ErrorKind {
  trpc: TRPC_ERROR_CODE_KEY;
  http: number;
  /** The `title` of RFC 9457: the same for every occurrence. */
  title: string;
}

/** Maps each public error code to tRPC's code and an HTTP status. Programs depend on the codes: never rename one. */
export const errorTable = {
  VALIDATION: { trpc: 'BAD_REQUEST', http: 400, title: 'Invalid request' },
  WEAK_PASSWORD: { trpc: 'BAD_REQUEST', http: 400, title: 'Password too weak' },
  UNAUTHENTICATED: { trpc: 'UNAUTHORIZED', http: 401, title: 'Authentication required' },
  INVALID_CREDENTIALS: { trpc: 'UNAUTHORIZED', http: 401, title: 'Wrong e-mail address or password' },
  PORTAL_PASSWORD_REQUIRED: { trpc: 'UNAUTHORIZED', http: 401, title: 'Portal password required' },
  FORBIDDEN: { trpc: 'FORBIDDEN', http: 403, title: 'Forbidden' },
  WRONG_PASSWORD: { trpc: 'FORBIDDEN', http: 403, title: 'Wrong password' },
  PASSWORD_CHANGE_REQUIRED: { trpc: 'FORBIDDEN', http: 403, title: 'Password change required' },
  INSUFFICIENT_SCOPE: { trpc: 'FORBIDDEN', http: 403, title: 'Insufficient scope' },
  NOT_FOUND: { trpc: 'NOT_FOUND', http: 404, title: 'Not found' },
  METHOD_NOT_ALLOWED: { trpc: 'METHOD_NOT_SUPPORTED', http: 405, title: 'Method not allowed' },
  CONFLICT: { trpc: 'CONFLICT', http: 409, title: 'Conflict with the current state' },
  IDEMPOTENCY_IN_PROGRESS: {
    trpc: 'CONFLICT',
    http: 409,
    title: 'Request with this idempotency key in progress',
  },
  NAME_TAKEN: { trpc: 'CONFLICT', http: 409, title: 'Name already in use' },
  LAST_ADMIN: { trpc: 'CONFLICT', http: 409, title: 'At least one administrator is required' },
  EXPIRED: { trpc: 'PRECONDITION_FAILED', http: 410, title: 'Expired' },
  PRECONDITION_FAILED: {
    trpc: 'PRECONDITION_FAILED',
    http: 412,
    title: 'Precondition failed',
  },
  TOO_LARGE: { trpc: 'PAYLOAD_TOO_LARGE', http: 413, title: 'Request too large' },
  UNSUPPORTED_MEDIA_TYPE: { trpc: 'UNSUPPORTED_MEDIA_TYPE', http: 415, title: 'Unsupported media type' },
  RANGE_NOT_SATISFIABLE: { trpc: 'BAD_REQUEST', http: 416, title: 'Range not satisfiable' },
  IDEMPOTENCY_KEY_REUSED: {
    trpc: 'UNPROCESSABLE_CONTENT',
    http: 422,
    title: 'Idempotency key already used',
  },
  TOO_MANY_REQUESTS: { trpc: 'TOO_MANY_REQUESTS', http: 429, title: 'Too many requests' },
  METER_UNAVAILABLE: { trpc: 'SERVICE_UNAVAILABLE', http: 503, title: 'Meter unavailable' },
  INTERNAL: { trpc: 'INTERNAL_SERVER_ERROR', http: 500, title: 'Internal server error' },
} as const satisfies Record<string, ErrorKind>;

export type ErrorCode = keyof typeof errorTable;

/** A rejected field: its path in the input (`['position', 'x']`) and what it must be. */
export interface FieldError {
  path: (string | number)[];
  message: string;
}

interface Details {
  cause?: unknown;
  errors?: FieldError[];
  /** Seconds to wait before retrying. */
  retryAfter?: number;
  /** The lowest scope that a token needs. */
  scope?: string;
}

/** An error that a caller can act on: a stable code and a message that says what to do. */
export class AppError extends TRPCError {
  readonly appCode: ErrorCode;
  readonly errors?: FieldError[];
  readonly retryAfter?: number;
  readonly scope?: string;

  constructor(appCode: ErrorCode, message: string, { cause, errors, retryAfter, scope }: Details = {}) {
    super({ code: errorTable[appCode].trpc, message, cause });
    this.name = 'AppError';
    this.appCode = appCode;
    this.errors = errors;
    this.retryAfter = retryAfter;
    this.scope = scope;
  }
}

/** An error as every interface returns it. */
export interface Problem {
  code: ErrorCode;
  status: number;
  title: string;
  detail: string;
  errors?: FieldError[];
  retryAfter?: number;
  scope?: string;
}

const GENERIC_BY_TRPC = new Map<string, ErrorCode>(
  (Object.entries(errorTable) as [ErrorCode, ErrorKind][]).reverse().map(([code, { trpc }]) => [trpc, code]),
);

/** The public form of an error: full details of an `AppError` or of invalid input, nothing of an internal error. */
export function toProblem(error: TRPCError): Problem {
  if (error instanceof AppError) {
    const { appCode: code, errors, retryAfter, scope } = error;
    const { http: status, title } = errorTable[code];
    const detail = code === 'INTERNAL' ? title : error.message;
    return { code, status, title, detail, errors, retryAfter, scope };
  }
  const errors = fieldErrors(error);
  const code: ErrorCode = errors ? 'VALIDATION' : (GENERIC_BY_TRPC.get(error.code) ?? 'VALIDATION');
  const known = error.code === 'INTERNAL_SERVER_ERROR' ? 'INTERNAL' : code;
  const { http: status, title } = errorTable[known];
  const detail = errors
    ? errors.map(({ path, message }) => [path.join('.'), message].filter(Boolean).join(': ')).join('; ')
    : null;
  return {
    code: known,
    status,
    title,
    detail: detail ?? (known === 'INTERNAL' ? title : error.message),
    errors,
  };
}

/** The issues of invalid input: tRPC wraps zod's error as the cause of a BAD_REQUEST. */
function fieldErrors({ code, cause }: TRPCError): FieldError[] | undefined {
  if (code !== 'BAD_REQUEST' || !cause || !('issues' in cause) || !Array.isArray(cause.issues))
    return undefined;
  return cause.issues.flatMap(
    (issue: { code: string; path: (string | number)[]; message: string; keys?: string[] }) =>
      issue.code === 'unrecognized_keys' && issue.keys
        ? issue.keys.map((key) => ({ path: [...issue.path, key], message: 'Unknown field' }))
        : [{ path: issue.path, message: issue.message }],
  );
}
