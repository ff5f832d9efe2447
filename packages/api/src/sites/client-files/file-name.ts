import { AppError } from '../../core/errors.ts';
import { MAX_FILE_NAME } from './schema.ts';

/** Control characters, halves of characters, breaks of lines, and what turns the direction of text so that `exe.fdp` reads `pdf.exe`. */
const HARMFUL = /[\p{Cc}\p{Surrogate}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

/** The name of a file without the path that it may have come with. @throws AppError VALIDATION */
export function fileName(given: string): string {
  const name = given
    .replace(/^.*[/\\]/s, '')
    .normalize('NFC')
    .trim();
  if (name === '' || name === '.' || name === '..') throw refused('The file must have a name');
  // Also in the path, which may hide one.
  if (HARMFUL.test(given)) throw refused('The file name must not contain control characters');
  if (name.length > MAX_FILE_NAME) throw refused(`The file name must be at most ${MAX_FILE_NAME} characters`);
  return name;
}

function refused(message: string): AppError {
  return new AppError('VALIDATION', message, { errors: [{ path: ['file'], message }] });
}
