import type { Connection } from './net.ts';

/** A part of the picture in characters of base64: 30 KiB, well under what a message of the socket may have. */
const PART = 40_960;

/** Sends a picture part by part, each once the one before has arrived: the screen goes on with everything else. */
export async function uploadScreenshot(via: Connection, commandId: string, picture: string): Promise<void> {
  const parts = Math.ceil(picture.length / PART);
  for (let part = 0; part < parts; part++) {
    const data = picture.slice(part * PART, (part + 1) * PART);
    await via.answer(via.api.device.screenshot.mutate({ commandId, part, parts, data }));
  }
}
