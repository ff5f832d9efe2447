import type { Response } from 'express';

/**
 * For what people have brought here, whatever it is. It is for nobody but the caller: his browser may keep it, and asks
 * each time whether it is still the one. Opened as a page it can do nothing.
 */
export function beHarmless(res: Response): void {
  res.setHeader('cache-control', 'private, no-cache');
  res.setHeader('content-security-policy', "default-src 'none'; sandbox");
  res.setHeader('x-content-type-options', 'nosniff');
}
