import type { Connection } from './net.ts';

/** Base64 characters per part: 30 KiB, well under the socket's message limit. */
const PART = 40_960;

/** Uploads a screenshot in parts, each after the previous one was received, so that other messages are not blocked. */
export async function uploadScreenshot(via: Connection, commandId: string, picture: string): Promise<void> {
  const parts = Math.ceil(picture.length / PART);
  for (let part = 0; part < parts; part++) {
    const data = picture.slice(part * PART, (part + 1) * PART);
    await via.answer(via.api.device.screenshot.mutate({ commandId, part, parts, data }));
  }
}
