import type { Response } from 'express';

/**
 * Sets the headers for a file that a user uploaded, whatever it contains: only the caller's browser may cache it, and
 * revalidates it each time. Opened as a page, it can run nothing.
 */
export function setUntrustedFileHeaders(res: Response): void {
  res.setHeader('cache-control', 'private, no-cache');
  res.setHeader('content-security-policy', "default-src 'none'; sandbox");
  res.setHeader('x-content-type-options', 'nosniff');
}
