import { createHmac } from 'node:crypto';
import { equalInConstantTime } from '@sitecast/auth';
import { isUniqueViolation } from '@sitecast/db';
import { uuidv7 } from 'uuidv7';
import { type Actor, audit } from '../../core/audit.ts';
import type { App, Context, Infrastructure } from '../../core/context.ts';
import { AppError } from '../../core/errors.ts';
import type { Caller } from '../../core/scope.ts';
import { consume } from '../../core/throttles.ts';
import type { Me } from '../session/schema.ts';
import { openSession } from '../session/service.ts';
import { hashNewPassword } from '../users/new-password.ts';
import type { CompleteSetup } from './schema.ts';

/** Whether there is no user yet, so that every page redirects to the setup. */
export async function isSetupNeeded({ db }: Infrastructure): Promise<boolean> {
  return (await db.user.findFirst({ select: { id: true } })) === null;
}

/** The code that proves access to the server log. Derived from the key: the same in every process and after a restart. */
export function setupCode(key: Uint8Array): string {
  const digest = createHmac('sha256', key).update('setup').digest();
  const code = Array.from(digest.subarray(0, 8), (byte) => 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'[byte % 31]).join(
    '',
  );
  return `${code.slice(0, 4)}-${code.slice(4)}`;
}

/**
 * Creates the first platform admin and the first workspace, and logs the admin in.
 *
 * @throws AppError NOT_FOUND when the setup is already complete
 * @throws AppError FORBIDDEN when the code is wrong
 * @throws AppError WEAK_PASSWORD
 */
export async function completeSetup(ctx: Context, input: CompleteSetup): Promise<Me> {
  await consume(ctx.throttles.setups, ctx.ip, 'Too many attempts. Try again in a few minutes.');
  if (!(await isSetupNeeded(ctx))) throw setupComplete();
  const given = input.code.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
  if (!equalInConstantTime(given, setupCode(ctx.key).replace('-', ''))) {
    throw new AppError('FORBIDDEN', 'Wrong setup code. Find it in the server log, after "Setup code".', {
      errors: [{ path: ['code'], message: 'Not the code in the server log' }],
    });
  }
  const { user, workspaceId } = await createFirstAdmin(ctx, input);
  if (input.demo ?? ctx.demo.wanted)
    // The setup succeeds even if the demo cannot be added.
    await ctx.demo.add(workspaceId, ctx.baseUrl).catch((error) => {
      ctx.log.error({ err: error }, 'could not add the demo');
    });
  return openSession(ctx, user);
}

/** Creates the first admin from ADMIN_EMAIL and ADMIN_PASSWORD if there is no user yet. @returns whether it was needed */
export async function ensureFirstAdmin(
  app: App,
  admin: { email: string; password: string },
): Promise<boolean> {
  if (!(await isSetupNeeded(app))) return false;
  const actor: Actor = { kind: 'system', id: null, label: 'environment' };
  const who = {
    email: admin.email.toLowerCase(),
    password: admin.password,
    name: admin.email.split('@')[0]!,
    workspaceName: 'Sitecast',
  };
  await createFirstAdmin(
    { ...app, principal: { kind: 'anonymous', refused: false }, ip: '' },
    who,
    actor,
  ).catch((error) => {
    // Another process of this installation created the admin first.
    if (!(error instanceof AppError && error.appCode === 'NOT_FOUND')) throw error;
  });
  return true;
}

type FirstAdmin = Omit<CompleteSetup, 'code' | 'demo'>;

async function createFirstAdmin(
  ctx: Infrastructure & Caller,
  { email, name, password, workspaceName }: FirstAdmin,
  actor?: Actor,
): Promise<{ user: { id: string; email: string; passwordHash: string }; workspaceId: string }> {
  const passwordHash = await hashNewPassword(password, email);
  const user = { id: uuidv7(), email, name, platformRole: 'admin', passwordHash };
  const workspace = { id: uuidv7(), name: workspaceName };
  const by: Actor = actor ?? { kind: 'user', id: user.id, label: email };
  try {
    await ctx.db.$transaction([
      // The unique key lets only one of two concurrent setups succeed.
      ctx.db.setting.create({
        data: { key: 'setup', value: { userId: user.id, at: ctx.now().toISOString() } },
      }),
      ctx.db.user.create({ data: user }),
      ctx.db.workspace.create({ data: workspace }),
      ctx.db.workspaceMember.create({ data: { workspaceId: workspace.id, userId: user.id, role: 'admin' } }),
      audit(
        { ...ctx, actor: by },
        ctx.db,
        'user.create',
        { kind: 'user', id: user.id },
        { email, role: 'admin' },
      ),
    ]);
  } catch (error) {
    if (isUniqueViolation(error)) throw setupComplete();
    throw error;
  }
  return { user, workspaceId: workspace.id };
}

function setupComplete(): AppError {
  return new AppError('NOT_FOUND', 'Setup is already complete. Log in.');
}
