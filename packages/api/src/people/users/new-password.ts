import { hashPassword, passwordProblem } from '@sitecast/auth';
import { AppError } from '../../core/errors.ts';

/** The hash of a password somebody has chosen for the account with this address. @throws AppError WEAK_PASSWORD */
export async function hashNewPassword(password: string, email: string, field = 'password'): Promise<string> {
  const problem = passwordProblem(password, { email });
  if (problem)
    throw new AppError('WEAK_PASSWORD', problem, { errors: [{ path: [field], message: problem }] });
  return hashPassword(password);
}
