import argon2 from 'argon2';
import pLimit from 'p-limit';
import { COMMON_PASSWORDS } from './common-passwords.ts';

/** OWASP Password Storage Cheat Sheet: argon2id, 19 MiB, 2 iterations, 1 lane. */
const PARAMETERS = { type: argon2.argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** The hash of 32 random bytes that nobody has. Ready from the start: the first unknown user must take no longer, either. */
export const DECOY =
  '$argon2id$v=19$m=19456,t=2,p=1$APbTN0yXTpxMrPayCfS/Ow$E0uayIe+wm0N3DwvZaU2qzYGhxur5ftvNd7Tb23AhxQ';

export const PASSWORD_MIN = 12;
export const PASSWORD_MAX = 256;

/** Two at a time: hashing uses libuv's threads, and the rest of the server needs some of the four. */
const limited = pLimit(2);

/** Hashes a password with argon2id; the result holds its own parameters and salt. */
export function hashPassword(password: string): Promise<string> {
  return limited(() => argon2.hash(password, PARAMETERS));
}

/**
 * Whether `password` is the one behind `hash`. With `hash` null (no such user, no password set) it works as long
 * as for a real one and says no, so that the time tells nothing.
 *
 * @throws when hashing itself fails; that is the server's fault, never "wrong password"
 */
export async function verifyPassword(hash: string | null, password: string): Promise<boolean> {
  const matches = await limited(() => argon2.verify(hash ?? DECOY, password));
  return matches && hash !== null;
}

/** Why a password may not be used, in words for the person who chose it; null when it may. */
export function passwordProblem(password: string, about: { email?: string } = {}): string | null {
  if (password.length < PASSWORD_MIN) return `Use at least ${PASSWORD_MIN} characters.`;
  if (password.length > PASSWORD_MAX) return `Use at most ${PASSWORD_MAX} characters.`;
  const plain = password.toLowerCase();
  if (new Set(plain).size < 5) return 'Use a wider variety of characters.';
  if (COMMON_PASSWORDS.has(plain)) return 'This is one of the most common passwords. Choose another.';
  const mailbox = about.email?.toLowerCase();
  if (mailbox && (plain === mailbox || plain === mailbox.split('@')[0]))
    return 'Do not use your e-mail address as your password.';
  return null;
}
