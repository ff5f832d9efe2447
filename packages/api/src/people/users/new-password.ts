import { hashPassword, passwordProblem } from '@sitecast/auth';
import { AppError } from '../../core/errors.ts';

/**
 * Checks a new password and hashes it.
 *
 * @param email of the account, which the password must not resemble
 * @param field the input field to name in the error
 * @throws AppError WEAK_PASSWORD
 */
export async function hashNewPassword(password: string, email: string, field = 'password'): Promise<string> {
  const problem = passwordProblem(password, { email });
  if (problem)
    throw new AppError('WEAK_PASSWORD', problem, { errors: [{ path: [field], message: problem }] });
  return hashPassword(password);
}
