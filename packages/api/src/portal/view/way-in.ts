import {
  PORTAL_SESSION_DAYS,
  type PortalClientPrincipal,
  sha256,
  signPortalSession,
  type UserPrincipal,
  verifyPassword,
} from '@sitecast/auth';
import type { Database } from '@sitecast/db';
import { requireUser, requireWorkspace } from '../../core/access.ts';
import type { Context } from '../../core/context.ts';
import { AppError } from '../../core/errors.ts';
import { consume, requireRoom } from '../../core/throttles.ts';
import { openLinks } from '../../sites/clients/open-links.ts';
import { ProjectId } from '../../sites/projects/schema.ts';
import { ensureProjectClient, mintPortalLink, provision } from '../links/provision.ts';
import type { PortalPassword, PortalSession } from './schema.ts';
import { portalSession } from './session.ts';

const TOKEN = /^[A-Za-z0-9_-]{43}$/;
const DAY_MS = 86_400_000;
const FREE_FAILURES = 5;
const LOCKED_SECONDS = 15 * 60;

/**
 * Takes a link: whoever has it is in the portal of its client, but for the password, if there is one.
 *
 * @throws AppError UNAUTHENTICATED for a link that opens nothing (any more), TOO_MANY_REQUESTS
 */
export async function enterPortal(ctx: Context, token: string): Promise<void> {
  const { db, throttles, ip } = ctx;
  await consume(
    throttles.portalEntries,
    ip,
    'Too many attempts from this IP address. Try again in a minute.',
  );
  const at = ctx.now();
  const link = TOKEN.test(token)
    ? await db.portalLink.findFirst({
        where: { tokenHash: sha256(token), ...openLinks(at), client: { active: true } },
        select: { id: true },
      })
    : null;
  if (!link) throw new AppError('UNAUTHENTICATED', 'This portal link is no longer valid. Ask for a new one.');
  await db.portalLink.updateMany({ where: { id: link.id }, data: { lastUsedAt: at } });
  await sealCookie(ctx, link.id, null);
}

/**
 * Shows a member of its workspace the portal of a project as its client sees it; what is missing for that is made.
 *
 * @throws AppError UNAUTHENTICATED, FORBIDDEN; NOT_FOUND for a project of others; CONFLICT when its client is deactivated
 */
export async function previewPortal(ctx: Context, projectId: string): Promise<void> {
  const user = requireUser(ctx.principal);
  // A text that is no id is not asked for: PostgreSQL fails on one with U+0000 in it.
  if (!ProjectId.safeParse(projectId).success) throw new AppError('NOT_FOUND', 'Project not found.');
  // The address names no workspace: it is that of the project, if the caller is a member of it.
  const workspaceId = requireWorkspace(user, 'write', await workspaceOf(ctx.db, user, projectId));
  const { client, linkId } = await provision({ ...ctx, workspaceId }, async (inside) => {
    const client = await ensureProjectClient(inside, projectId);
    const known = await inside.db.portalLink.findUnique({
      where: { previewOf: client.id },
      select: { id: true },
    });
    const made = known ?? (await mintPortalLink(inside, client, { label: 'Preview', isPreview: true }));
    return { client, linkId: made.id };
  });
  if (!client.active)
    throw new AppError('CONFLICT', `The client ${client.name} is deactivated. Activate it and try again.`);
  await ctx.db.portalLink.updateMany({ where: { id: linkId }, data: { lastUsedAt: ctx.now() } });
  // Who sees everything need not know the client's password.
  await sealCookie(ctx, linkId, client.passwordSetAt);
}

async function workspaceOf(db: Database, { memberships }: UserPrincipal, projectId: string): Promise<string> {
  const project = await db.project.findFirst({
    where: {
      id: projectId,
      deletedAt: null,
      workspaceId: { in: memberships.map(({ workspaceId }) => workspaceId) },
    },
    select: { workspaceId: true },
  });
  if (!project) throw new AppError('NOT_FOUND', 'Project not found.');
  return project.workspaceId;
}

/** The password on top of the link. @throws AppError WRONG_PASSWORD; TOO_MANY_REQUESTS for 15 min after the fifth */
export function enterPassword(
  ctx: Context & { principal: PortalClientPrincipal },
  { password }: PortalPassword,
): Promise<PortalSession> {
  const { principal, throttles } = ctx;
  // One after the other: many at once would all begin before the first failure counts.
  return throttles.loginTurns(`portal:${principal.clientId}`, async () => {
    const { clientId, linkId } = principal;
    const message = 'Too many wrong passwords. Try again in 15 minutes.';
    await requireRoom(throttles.portalPasswords, clientId, message);
    const client = await ctx.db.client.findUniqueOrThrow({
      where: { id: clientId },
      select: { passwordHash: true, passwordSetAt: true },
    });
    if (client.passwordHash !== null && !(await verifyPassword(client.passwordHash, password))) {
      const { consumedPoints } = await throttles.portalPasswords.penalty(clientId);
      if (consumedPoints >= FREE_FAILURES) await throttles.portalPasswords.block(clientId, LOCKED_SECONDS);
      throw new AppError('WRONG_PASSWORD', 'Wrong password.');
    }
    await throttles.portalPasswords.delete(clientId);
    await sealCookie(ctx, linkId, client.passwordSetAt);
    return portalSession({ ...ctx, principal: { ...principal, needsPassword: false } });
  });
}

/** Only in this browser; the link opens the portal again. */
export function leavePortal(ctx: Context): void {
  ctx.portalCookie?.clear();
}

async function sealCookie(ctx: Context, linkId: string, passwordSetAt: Date | null): Promise<void> {
  const now = ctx.now();
  const sealed = await signPortalSession(
    ctx.key,
    { linkId, password: passwordSetAt?.getTime() ?? null },
    now,
  );
  ctx.portalCookie?.set(sealed, new Date(now.getTime() + PORTAL_SESSION_DAYS * DAY_MS));
}
