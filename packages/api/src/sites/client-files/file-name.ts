import { AppError } from '../../core/errors.ts';
import { MAX_FILE_NAME } from './schema.ts';

/** Control characters, lone surrogates, line breaks, and bidirectional overrides (`exe.fdp` would look like `pdf.exe`). */
const FORBIDDEN = /[\p{Cc}\p{Surrogate}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u;

/** Validates the name of an uploaded file and strips its path. Returns it in Unicode NFC. @throws AppError VALIDATION */
export function fileName(given: string): string {
  const name = given
    .replace(/^.*[/\\]/s, '')
    .normalize('NFC')
    .trim();
  if (name === '' || name === '.' || name === '..') throw refused('The file must have a name');
  // The path is checked too: a line break can hide in it.
  if (FORBIDDEN.test(given)) throw refused('The file name must not contain control characters');
  if (name.length > MAX_FILE_NAME) throw refused(`The file name must be at most ${MAX_FILE_NAME} characters`);
  return name;
}

function refused(message: string): AppError {
  return new AppError('VALIDATION', message, { errors: [{ path: ['file'], message }] });
}
