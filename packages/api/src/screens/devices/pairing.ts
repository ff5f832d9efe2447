import { equalInConstantTime, generateCode, generateSecret, sha256 } from '@sitecast/auth';
import { isUniqueViolation } from '@sitecast/db';
import { uuidv7 } from 'uuidv7';
import { audit } from '../../core/audit.ts';
import type { Context, WorkspaceContext } from '../../core/context.ts';
import { AppError } from '../../core/errors.ts';
import { consume } from '../../core/throttles.ts';
import { deviceFields, toDevice } from './describe.ts';
import type { CheckPairing, Device, PairDevice, PairingStarted, PairingState } from './schema.ts';

/** How long a code can be entered. */
const CODE_LIVES_MS = 10 * 60_000;
/** How long a finished or expired pairing is remembered, so that its player hears how it ended. */
const REMEMBERED_MS = 24 * 3_600_000;

/** Begins a pairing: a code for people and, apart from it, a secret for the player. */
export async function startPairing(ctx: Context): Promise<PairingStarted> {
  await consume(
    ctx.throttles.pairingStarts,
    ctx.ip,
    'Too many pairing codes from this address. Wait a minute.',
  );
  const now = ctx.now();
  await ctx.db.devicePairing.deleteMany({
    where: { expiresAt: { lt: new Date(now.getTime() - REMEMBERED_MS) } },
  });
  const secret = generateSecret();
  const expiresAt = new Date(now.getTime() + CODE_LIVES_MS);
  const { id, code } = await insertWithFreeCode(ctx, {
    secretHash: sha256(secret),
    createdAt: now,
    expiresAt,
  });
  return {
    pairingId: id,
    code,
    secret,
    expiresAt: expiresAt.toISOString(),
    pairUrl: `${ctx.baseUrl}/screens?code=${code}`,
    serverUrl: ctx.baseUrl,
  };
}

/** What became of a pairing; only the player that began it may ask. */
export async function checkPairing(ctx: Context, { pairingId, secret }: CheckPairing): Promise<PairingState> {
  const pairing = await ctx.db.devicePairing.findUnique({
    where: { id: pairingId },
    select: { secretHash: true, deviceId: true, expiresAt: true },
  });
  if (!pairing || !equalInConstantTime(pairing.secretHash, sha256(secret))) return { status: 'expired' };
  if (pairing.deviceId) return { status: 'paired', deviceId: pairing.deviceId };
  return { status: pairing.expiresAt <= ctx.now() ? 'expired' : 'waiting' };
}

/**
 * Makes the screen that shows this code a device of the workspace.
 *
 * @throws AppError NOT_FOUND for an unknown code, EXPIRED for an old one, TOO_MANY_REQUESTS after 5 failures in 15 min
 */
export async function pairDevice(ctx: WorkspaceContext, { code, name }: PairDevice): Promise<Device> {
  // Counted before the look-up and given back after a success, so that many at once are no way round the limit.
  const failures = ctx.throttles.pairingFailures;
  const who = personOf(ctx);
  await consume(failures, who, 'Too many wrong codes. Try again in 15 minutes.');
  const pairing = await ctx.db.devicePairing.findUnique({
    where: { code },
    select: { id: true, secretHash: true, expiresAt: true, deviceId: true },
  });
  if (!pairing || pairing.deviceId) {
    throw new AppError(
      'NOT_FOUND',
      'No screen is showing this code. Check the screen: the code changes every ten minutes.',
    );
  }
  if (pairing.expiresAt <= ctx.now())
    throw new AppError('EXPIRED', 'This code has expired. Enter the new code on the screen.');
  const device = await claim(ctx, pairing, name);
  await failures.reward(who);
  return device;
}

/** A token guesses for its owner: with several he has no more tries. */
function personOf({ principal, ip }: WorkspaceContext): string {
  if (principal.kind === 'user') return principal.userId;
  return principal.kind === 'apiToken' ? principal.ownerId : ip;
}

async function claim(
  ctx: WorkspaceContext,
  pairing: { id: string; secretHash: string },
  name: string,
): Promise<Device> {
  const now = ctx.now();
  const data = {
    id: uuidv7(),
    workspaceId: ctx.workspaceId,
    name,
    secretHash: pairing.secretHash,
    createdAt: now,
  };
  try {
    const [row] = await ctx.db.$transaction([
      // The secret's unique key lets only one of two operators through who enter the code at once.
      ctx.db.device.create({ data, select: deviceFields }),
      ctx.db.devicePairing.update({
        where: { id: pairing.id },
        data: { deviceId: data.id },
        select: { id: true },
      }),
      audit(ctx, ctx.db, 'device.pair', { kind: 'device', id: data.id }, { name }),
    ]);
    ctx.events.publish(ctx.workspaceId, { event: 'device', change: 'paired', deviceId: data.id });
    return await toDevice(ctx, row);
  } catch (error) {
    if (isUniqueViolation(error))
      throw new AppError('NOT_FOUND', 'Someone else has just paired this screen.');
    throw error;
  }
}

/** A million codes and a handful in use: a collision is rare, and then another is drawn. */
async function insertWithFreeCode(
  ctx: Context,
  pairing: { secretHash: string; createdAt: Date; expiresAt: Date },
) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await ctx.db.devicePairing.create({
        data: { ...pairing, id: uuidv7(), code: generateCode() },
        select: { id: true, code: true },
      });
    } catch (error) {
      if (!isUniqueViolation(error) || attempt === 20) throw error;
    }
  }
}
