import argon2 from 'argon2';
import pLimit from 'p-limit';
import { COMMON_PASSWORDS } from './common-passwords.ts';

/** OWASP Password Storage Cheat Sheet: argon2id, 19 MiB, 2 iterations, 1 lane. */
const PARAMETERS = { type: argon2.argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Hash of 32 discarded random bytes. A constant, so that even the first unknown user takes no longer. */
export const DUMMY_HASH =
  '$argon2id$v=19$m=19456,t=2,p=1$APbTN0yXTpxMrPayCfS/Ow$E0uayIe+wm0N3DwvZaU2qzYGhxur5ftvNd7Tb23AhxQ';

export const PASSWORD_MIN = 12;
export const PASSWORD_MAX = 256;

/** Two at a time, because hashing uses the libuv thread pool and the rest of the server needs some of its four threads. */
const limit = pLimit(2);

/** Hashes a password with argon2id; the result includes the parameters and salt. */
export function hashPassword(password: string): Promise<string> {
  return limit(() => argon2.hash(password, PARAMETERS));
}

/**
 * Whether `password` matches `hash`. For a null hash (no such user, or no password) it takes as long and returns false,
 * so that the response time reveals nothing.
 *
 * @throws if hashing itself fails, which must not be reported as a wrong password
 */
export async function verifyPassword(hash: string | null, password: string): Promise<boolean> {
  const matches = await limit(() => argon2.verify(hash ?? DUMMY_HASH, password));
  return matches && hash !== null;
}

/** Why a password is not acceptable, as a message for its user; null if it is. */
export function passwordProblem(password: string, about: { email?: string } = {}): string | null {
  if (password.length < PASSWORD_MIN) return `Use at least ${PASSWORD_MIN} characters.`;
  if (password.length > PASSWORD_MAX) return `Use at most ${PASSWORD_MAX} characters.`;
  const plain = password.toLowerCase();
  if (new Set(plain).size < 5) return 'Use a wider variety of characters.';
  if (COMMON_PASSWORDS.has(plain)) return 'This password is too common. Choose another.';
  const mailbox = about.email?.toLowerCase();
  if (mailbox && (plain === mailbox || plain === mailbox.split('@')[0]))
    return 'Do not use your e-mail address as your password.';
  return null;
}
