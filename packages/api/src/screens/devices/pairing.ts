import { equalInConstantTime, generateCode, generateSecret, sha256 } from '@sitecast/auth';
import { isUniqueViolation } from '@sitecast/db';
import { uuidv7 } from 'uuidv7';
import { audit } from '../../core/audit.ts';
import type { Context, WorkspaceContext } from '../../core/context.ts';
import { AppError } from '../../core/errors.ts';
import { consume } from '../../core/throttles.ts';
import { deviceFields, toDevice } from './describe.ts';
import type { CheckPairing, Device, PairDevice, PairingStarted, PairingState } from './schema.ts';

/** Lifetime of a code. */
const CODE_LIFETIME_MS = 10 * 60_000;
/** How long a finished or expired pairing is kept, so that its player can learn the outcome. */
const RETENTION_MS = 24 * 3_600_000;

/** Starts a pairing, with a code for people to type and a secret for the player. */
export async function startPairing(ctx: Context): Promise<PairingStarted> {
  await consume(
    ctx.throttles.pairingStarts,
    ctx.ip,
    'Too many pairing codes from this address. Wait a minute.',
  );
  const now = ctx.now();
  await ctx.db.devicePairing.deleteMany({
    where: { expiresAt: { lt: new Date(now.getTime() - RETENTION_MS) } },
  });
  const secret = generateSecret();
  const expiresAt = new Date(now.getTime() + CODE_LIFETIME_MS);
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

/** Returns the state of a pairing; `expired` too for an unknown one or a wrong secret. */
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
 * Pairs the screen that shows this code with the workspace.
 *
 * @throws AppError NOT_FOUND for an unknown code, EXPIRED, TOO_MANY_REQUESTS after 5 wrong codes in 15 minutes
 */
export async function pairDevice(ctx: WorkspaceContext, { code, name }: PairDevice): Promise<Device> {
  // Counted before the look-up and given back on success, so that concurrent guesses cannot get around the limit.
  const failures = ctx.throttles.pairingFailures;
  const guesser = guesserOf(ctx);
  await consume(failures, guesser, 'Too many wrong codes. Try again in 15 minutes.');
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
  await failures.reward(guesser);
  return device;
}

/** A token's guesses count for its owner, so that several tokens give no more attempts. */
function guesserOf({ principal, ip }: WorkspaceContext): string {
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
      // The secret's unique key lets only one of two concurrent pairings succeed.
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

/** Draws codes until one is unused. Of a million codes only a few are in use, so collisions are rare. */
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
