import { randomBytes, randomInt } from 'node:crypto';
import { crc32 } from './checksum.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** The documented format of an API token, for secret scanners. */
export const API_TOKEN_PATTERN = /^st_[A-Za-z0-9]{32}_[0-9a-f]{8}$/;

/** A new API token: `st_`, 32 random characters (about 190 bits), `_`, CRC-32 of the preceding characters. */
export function generateApiToken(): string {
  const random = Array.from({ length: 32 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  const body = `st_${random}`;
  return `${body}_${crc32(body)}`;
}

/** Whether a text has the format and checksum of an API token, so that others are rejected without a query. */
export function isApiToken(text: string): boolean {
  return API_TOKEN_PATTERN.test(text) && crc32(text.slice(0, -9)) === text.slice(-8);
}

/** The part of a token shown in lists: `st_` and 8 characters. */
export function apiTokenPrefix(token: string): string {
  return token.slice(0, 11);
}

/** A 256-bit random secret, base64url. */
export function generateSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** A uniformly random code of decimal digits for a person to type. */
export function generateCode(digits = 6): string {
  return randomInt(10 ** digits)
    .toString()
    .padStart(digits, '0');
}
