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
import { validLinks } from '../../sites/clients/valid-links.ts';
import { ProjectId } from '../../sites/projects/schema.ts';
import { ensureProjectClient, mintPortalLink, provision } from '../links/provision.ts';
import type { PortalPassword, PortalSession } from './schema.ts';
import { portalSession } from './session.ts';

const TOKEN = /^[A-Za-z0-9_-]{43}$/;
const DAY_MS = 86_400_000;
const MAX_FAILURES = 5;
const LOCKOUT_SECONDS = 15 * 60;

/**
 * Opens a portal session by a link. If the client has a password, it must be entered next.
 *
 * @throws AppError UNAUTHENTICATED if the link is not valid (any more); TOO_MANY_REQUESTS
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
        where: { tokenHash: sha256(token), ...validLinks(at), client: { active: true } },
        select: { id: true },
      })
    : null;
  if (!link) throw new AppError('UNAUTHENTICATED', 'This portal link is no longer valid. Ask for a new one.');
  await db.portalLink.updateMany({ where: { id: link.id }, data: { lastUsedAt: at } });
  await setSessionCookie(ctx, link.id, null);
}

/**
 * Opens a preview: shows an operator a project's portal as its client sees it. Creates the client and link if needed.
 *
 * @throws AppError UNAUTHENTICATED; FORBIDDEN; NOT_FOUND, also for another workspace's project; CONFLICT if the client is
 *   deactivated
 */
export async function previewPortal(ctx: Context, projectId: string): Promise<void> {
  const user = requireUser(ctx.principal);
  // PostgreSQL fails on text with U+0000, so only UUIDs are looked up.
  if (!ProjectId.safeParse(projectId).success) throw new AppError('NOT_FOUND', 'Project not found.');
  // The URL names no workspace, so it is the project's, if the caller is a member of it.
  const workspaceId = requireWorkspace(user, 'write', await workspaceOf(ctx.db, user, projectId));
  const { client, linkId } = await provision({ ...ctx, workspaceId }, async (scoped) => {
    const client = await ensureProjectClient(scoped, projectId);
    const existing = await scoped.db.portalLink.findUnique({
      where: { previewOf: client.id },
      select: { id: true },
    });
    const link = existing ?? (await mintPortalLink(scoped, client, { label: 'Preview', isPreview: true }));
    return { client, linkId: link.id };
  });
  if (!client.active)
    throw new AppError('CONFLICT', `The client ${client.name} is deactivated. Activate it and try again.`);
  await ctx.db.portalLink.updateMany({ where: { id: linkId }, data: { lastUsedAt: ctx.now() } });
  // Operators don't need the client's password.
  await setSessionCookie(ctx, linkId, client.passwordSetAt);
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

/** Checks the password. @throws AppError WRONG_PASSWORD; TOO_MANY_REQUESTS for 15 minutes after 5 failures */
export function enterPassword(
  ctx: Context & { principal: PortalClientPrincipal },
  { password }: PortalPassword,
): Promise<PortalSession> {
  const { principal, throttles } = ctx;
  // One at a time: otherwise concurrent attempts would all start before the first failure is counted.
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
      if (consumedPoints >= MAX_FAILURES) await throttles.portalPasswords.block(clientId, LOCKOUT_SECONDS);
      throw new AppError('WRONG_PASSWORD', 'Wrong password.');
    }
    await throttles.portalPasswords.delete(clientId);
    await setSessionCookie(ctx, linkId, client.passwordSetAt);
    return portalSession({ ...ctx, principal: { ...principal, needsPassword: false } });
  });
}

/** Ends the portal session in this browser. The link stays valid. */
export function leavePortal(ctx: Context): void {
  ctx.portalCookie?.clear();
}

async function setSessionCookie(ctx: Context, linkId: string, passwordSetAt: Date | null): Promise<void> {
  const now = ctx.now();
  const token = await signPortalSession(ctx.key, { linkId, password: passwordSetAt?.getTime() ?? null }, now);
  ctx.portalCookie?.set(token, new Date(now.getTime() + PORTAL_SESSION_DAYS * DAY_MS));
}
