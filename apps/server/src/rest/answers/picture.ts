import type { RestCall } from '../call.ts';
import { setUntrustedFileHeaders } from './untrusted-file.ts';

interface Picture {
  mimeType: string;
  /** Base64 */
  image: string;
  /** ISO 8601 */
  takenAt: string;
}

/** Answers with the image itself, in its own type. */
export async function answerPicture({ res, run }: RestCall): Promise<void> {
  const { mimeType, image, takenAt } = (await run()) as Picture;
  setUntrustedFileHeaders(res);
  res.setHeader('last-modified', new Date(takenAt).toUTCString());
  res.type(mimeType).send(Buffer.from(image, 'base64'));
}
