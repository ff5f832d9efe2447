import { toClientProblem } from '@sitecast/client';
import type { Command } from './command.ts';
import type { Connection } from './connection.ts';
import { ExitCode, UserError } from './errors.ts';
import { separate } from './text.ts';

/** Converts an API error into a `UserError` in terms of the command line. Returns bugs in this program unchanged. */
export function explain(error: unknown, command: Command, connection: Connection | null): unknown {
  const { code, message, errors, retryAfter } = toClientProblem(error);
  const server = connection?.server ?? 'The server';
  switch (code) {
    case 'UNKNOWN':
      return error;
    case 'UNREACHABLE':
      return unreachable(server, error);
    case 'UNAUTHENTICATED':
      return refusal(server, connection);
    case 'VALIDATION':
      return new UserError(
        errors.map(({ path, message }) => `${nameOf(path, command)}: ${message}`).join('\n') || message,
        ExitCode.Usage,
      );
    case 'WEAK_PASSWORD':
      return new UserError(`The password is too weak. ${message}`, ExitCode.Usage);
    case 'PASSWORD_CHANGE_REQUIRED':
      return new UserError(`${message} Open ${server}/account in a browser.`);
    default:
      return new UserError(retryAfter === undefined ? message : `${message} (Try again in ${retryAfter} s.)`);
  }
}

function refusal(server: string, connection: Connection | null): UserError {
  switch (connection?.tokenSource) {
    case 'typed':
      return new UserError(`${server} rejected this token. It may have expired or been revoked.`);
    case 'environment':
      return new UserError(
        `${server} rejected the token in SITECAST_TOKEN. It may have expired or been revoked.`,
        ExitCode.NotLoggedIn,
      );
    default:
      return new UserError(
        `Your login at ${server} is no longer valid. Run sitecast login again.`,
        ExitCode.NotLoggedIn,
      );
  }
}

/** The option or argument for a field that failed validation. */
function nameOf(path: (string | number)[], { options, arguments: positional }: Command): string {
  const [field = ''] = path.map(String);
  const key = Object.keys(options).find((name) => (options[name]!.field ?? name) === field);
  if (key !== undefined) return `--${options[key]!.negative ? 'no-' : ''}${separate(key, '-')}`;
  if (field in positional) return `<${positional[field]!.name}>`;
  return path.join('.');
}

/** An error with the root cause: `ECONNREFUSED` is clearer than `fetch failed`. */
export function unreachable(server: string, error: unknown): UserError {
  let cause = error;
  while (cause instanceof Error && cause.cause instanceof Error) cause = cause.cause;
  if (cause instanceof SyntaxError)
    return new UserError(`${server} is not a Sitecast server. Check the URL.`);
  const reason = (cause as NodeJS.ErrnoException).code ?? (cause as Error).message;
  return new UserError(`Cannot reach ${server} (${reason}). Check the URL and that the server is running.`);
}
