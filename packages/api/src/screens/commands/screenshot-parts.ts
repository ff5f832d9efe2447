import { AppError } from '../../core/errors.ts';
import type { ScreenshotParts } from '../../core/ports.ts';
import { MAX_SCREENSHOT_BYTES, type ScreenshotPart } from './schema.ts';

/** Pictures still incomplete after this time are dropped. */
const TIMEOUT_MS = 60_000;

interface PartialPicture {
  commandId: string;
  parts: number;
  chunks: Buffer[];
  bytes: number;
  timer: NodeJS.Timeout;
}

/** Assembles the pictures that screens send in parts, one at a time for each screen. */
export function createScreenshotParts(): ScreenshotParts & { close(): void } {
  const partial = new Map<string, PartialPicture>();

  function drop(deviceId: string): void {
    clearTimeout(partial.get(deviceId)?.timer);
    partial.delete(deviceId);
  }

  function begin(deviceId: string, { commandId, parts }: ScreenshotPart): void {
    drop(deviceId);
    const timer = setTimeout(() => drop(deviceId), TIMEOUT_MS).unref();
    partial.set(deviceId, { commandId, parts, chunks: [], bytes: 0, timer });
  }

  return {
    take(deviceId, part) {
      if (part.part === 0) begin(deviceId, part);
      const picture = partial.get(deviceId);
      if (
        !picture ||
        picture.commandId !== part.commandId ||
        picture.parts !== part.parts ||
        picture.chunks.length !== part.part
      ) {
        drop(deviceId);
        throw new AppError('CONFLICT', 'Parts must be sent in order. Send the picture again.');
      }
      const chunk = Buffer.from(part.data, 'base64');
      picture.chunks.push(chunk);
      picture.bytes += chunk.length;
      if (picture.bytes > MAX_SCREENSHOT_BYTES) {
        drop(deviceId);
        throw new AppError('TOO_LARGE', 'Screenshots can be at most 2 MiB.');
      }
      if (picture.chunks.length < picture.parts) return null;
      drop(deviceId);
      return Buffer.concat(picture.chunks);
    },
    /** Drops incomplete pictures. */
    close() {
      for (const deviceId of [...partial.keys()]) drop(deviceId);
    },
  };
}
