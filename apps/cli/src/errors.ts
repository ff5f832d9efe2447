/** What the exit code tells a script. */
export const ExitCode = {
  Ok: 0,
  Failed: 1,
  /** Cancelled by the person, or called in a way that cannot work. */
  Misused: 2,
  NotLoggedIn: 4,
} as const;
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

/** A failure that the person can do something about; anything else that is thrown is a fault of this program. */
export class UserError extends Error {
  readonly exitCode: ExitCode;

  /** @param message one sentence, and what to do */
  constructor(message: string, exitCode: ExitCode = ExitCode.Failed) {
    super(message);
    this.name = 'UserError';
    this.exitCode = exitCode;
  }
}

export function misused(message: string): UserError {
  return new UserError(message, ExitCode.Misused);
}

export function cancelled(): UserError {
  return new UserError('Cancelled.', ExitCode.Misused);
}
