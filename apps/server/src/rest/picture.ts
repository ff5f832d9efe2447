import type { Response } from 'express';

export interface Picture {
  mimeType: string;
  /** Base64 */
  image: string;
  takenAt: string;
}

/**
 * Answers with the picture itself, for nobody but the caller: his browser may keep it, and asks each time whether it is
 * still the one. Opened as a page it can do nothing.
 */
export function sendPicture(res: Response, { mimeType, image, takenAt }: Picture): void {
  res.setHeader('cache-control', 'private, no-cache');
  res.setHeader('content-security-policy', "default-src 'none'; sandbox");
  res.setHeader('x-content-type-options', 'nosniff');
  res.setHeader('last-modified', new Date(takenAt).toUTCString());
  res.type(mimeType).send(Buffer.from(image, 'base64'));
}
