import type { Response } from 'express';
import { beHarmless } from './harmless.ts';

export interface Picture {
  mimeType: string;
  /** Base64 */
  image: string;
  takenAt: string;
}

/** Answers with the picture itself. */
export function sendPicture(res: Response, { mimeType, image, takenAt }: Picture): void {
  beHarmless(res);
  res.setHeader('last-modified', new Date(takenAt).toUTCString());
  res.type(mimeType).send(Buffer.from(image, 'base64'));
}
