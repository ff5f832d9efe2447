import { createHash, timingSafeEqual } from 'node:crypto';
import { crc32 as zlibCrc32 } from 'node:zlib';

/** CRC-32 (ISO 3309, as in zip) as 8 lower-case hex digits. Detects typos; not a security measure. */
export function crc32(text: string): string {
  return zlibCrc32(text).toString(16).padStart(8, '0');
}

/** SHA-256 as hex, the form in which random secrets (at least 128 bits) are stored. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Compares two texts in constant time for a given length. */
export function equalInConstantTime(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
