import { transaction } from '@sitecast/db';
import type { WorkspaceContext } from '../../core/context.ts';
import { AppError } from '../../core/errors.ts';
import { pictureType } from '../../files/picture-type.ts';
import type { DeviceContext } from '../devices/context.ts';
import { requireDevices } from '../devices/service.ts';
import { Screenshot, type ScreenshotPart } from './schema.ts';
import { OPEN, publishOutcome } from './service.ts';

/**
 * The next part of the picture that a screen was asked for. With the last one the picture is kept in the place of the
 * one before, and the command is done.
 *
 * @throws AppError NOT_FOUND when this screen was not asked for one, or has answered already
 * @throws AppError CONFLICT, TOO_LARGE, VALIDATION when it is neither a PNG nor a JPEG
 */
export async function receiveScreenshot(ctx: DeviceContext, part: ScreenshotPart): Promise<void> {
  const { deviceId, workspaceId } = ctx.principal;
  const { commandId } = part;
  if (part.part === 0) await requireAsked(ctx, commandId);
  const picture = ctx.screenshotParts.take(deviceId, part);
  if (!picture) return;
  const mimeType = pictureType(picture);
  if (mimeType !== 'image/png' && mimeType !== 'image/jpeg')
    throw new AppError('VALIDATION', 'Screenshots must be PNG or JPEG.');
  const at = ctx.now();
  // Prisma wants bytes of their own, and not a window on Node's shared pool.
  const shot = { takenAt: at, mimeType, image: new Uint8Array(picture) };
  await transaction(ctx.db, async (tx) => {
    const { count } = await tx.deviceCommand.updateMany({
      where: asked(ctx, commandId),
      data: { status: 'done', at, detail: null },
    });
    if (count === 0) throw nobodyAsked();
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

/** The newest picture of what a screen shows. @throws AppError NOT_FOUND when there is none */
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

function asked({ principal: { deviceId } }: DeviceContext, commandId: string) {
  return { id: commandId, deviceId, type: 'screenshot', status: { in: OPEN } };
}

async function requireAsked(ctx: DeviceContext, commandId: string): Promise<void> {
  const found = await ctx.db.deviceCommand.findFirst({
    where: asked(ctx, commandId),
    select: { id: true },
  });
  if (!found) throw nobodyAsked();
}

function nobodyAsked(): AppError {
  return new AppError('NOT_FOUND', 'No screenshot was requested, or it has timed out.');
}
