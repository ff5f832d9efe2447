/** Exit codes, for scripts. */
export const ExitCode = {
  Ok: 0,
  Failed: 1,
  /** Invalid usage, or cancelled by the user. */
  Usage: 2,
  NotLoggedIn: 4,
} as const;
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

/** An error the user can act on; any other exception is a bug in this program. */
export class UserError extends Error {
  readonly exitCode: ExitCode;

  /** @param message what went wrong and what to do */
  constructor(message: string, exitCode: ExitCode = ExitCode.Failed) {
    super(message);
    this.name = 'UserError';
    this.exitCode = exitCode;
  }
}

export function usageError(message: string): UserError {
  return new UserError(message, ExitCode.Usage);
}

export function cancelled(): UserError {
  return new UserError('Cancelled.', ExitCode.Usage);
}
