import { transaction } from '@sitecast/db';
import type { WorkspaceContext } from '../../core/context.ts';
import { AppError } from '../../core/errors.ts';
import { pictureType } from '../../files/picture-type.ts';
import type { DeviceContext } from '../devices/context.ts';
import { requireDevices } from '../devices/service.ts';
import { Screenshot, type ScreenshotPart } from './schema.ts';
import { OPEN_STATUSES, publishOutcome } from './service.ts';

/**
 * Takes the next part of a requested screenshot. The last part completes the picture, which replaces the screen's
 * previous one, and the command.
 *
 * @throws AppError NOT_FOUND when no screenshot of this screen is requested, or it has already answered
 * @throws AppError CONFLICT, TOO_LARGE, VALIDATION when it is neither a PNG nor a JPEG
 */
export async function receiveScreenshot(ctx: DeviceContext, part: ScreenshotPart): Promise<void> {
  const { deviceId, workspaceId } = ctx.principal;
  const { commandId } = part;
  if (part.part === 0) await requireRequest(ctx, commandId);
  const picture = ctx.screenshotParts.take(deviceId, part);
  if (!picture) return;
  const mimeType = pictureType(picture);
  if (mimeType !== 'image/png' && mimeType !== 'image/jpeg')
    throw new AppError('VALIDATION', 'Screenshots must be PNG or JPEG.');
  const at = ctx.now();
  // Copied, as Prisma does not take a view of Node's shared buffer pool.
  const shot = { takenAt: at, mimeType, image: new Uint8Array(picture) };
  await transaction(ctx.db, async (tx) => {
    const { count } = await tx.deviceCommand.updateMany({
      where: openRequest(ctx, commandId),
      data: { status: 'done', at, detail: null },
    });
    if (count === 0) throw notRequested();
    await tx.deviceScreenshot.upsert({
      where: { deviceId },
      create: { deviceId, ...shot },
      update: shot,
      select: { deviceId: true },
    });
  });
  await publishOutcome(ctx, commandId);
  ctx.events.publish(workspaceId, { event: 'device', change: 'changed', deviceId });
}

/** Returns a screen's latest screenshot. @throws AppError NOT_FOUND when there is none */
export async function getScreenshot(
  ctx: WorkspaceContext,
  { deviceId }: { deviceId: string },
): Promise<Screenshot> {
  await requireDevices(ctx, ctx.db, [deviceId]);
  const row = await ctx.db.deviceScreenshot.findUnique({ where: { deviceId } });
  if (!row)
    throw new AppError('NOT_FOUND', 'This screen has no screenshot yet. Send the screenshot command first.');
  return {
    takenAt: row.takenAt.toISOString(),
    mimeType: Screenshot.shape.mimeType.parse(row.mimeType),
    image: Buffer.from(row.image).toString('base64'),
  };
}

/** Filter for a screenshot command of this screen that is not answered yet. */
function openRequest({ principal: { deviceId } }: DeviceContext, commandId: string) {
  return { id: commandId, deviceId, type: 'screenshot', status: { in: OPEN_STATUSES } };
}

async function requireRequest(ctx: DeviceContext, commandId: string): Promise<void> {
  const found = await ctx.db.deviceCommand.findFirst({
    where: openRequest(ctx, commandId),
    select: { id: true },
  });
  if (!found) throw notRequested();
}

function notRequested(): AppError {
  return new AppError('NOT_FOUND', 'No screenshot was requested, or it has timed out.');
}
