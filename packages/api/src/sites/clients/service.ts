import { hashPassword } from '@sitecast/auth';
import { isUniqueViolation, type Prisma, transaction } from '@sitecast/db';
import { uuidv7 } from 'uuidv7';
import { audit } from '../../core/audit.ts';
import type { WorkspaceContext } from '../../core/context.ts';
import { AppError } from '../../core/errors.ts';
import { keyset, type Page, toPage } from '../../core/page.ts';
import type { Clock, WorkspaceScope } from '../../core/scope.ts';
import type { Client, ClientPage, CreateClient, SetClientPassword, UpdateClient } from './schema.ts';
import { uniqueSlug } from './slug.ts';
import { validLinks } from './valid-links.ts';

/** The workspace's clients, oldest first. */
export async function listClients(ctx: WorkspaceContext, page: Page): Promise<ClientPage> {
  const { after, ...range } = keyset(page, 'asc');
  const rows = await ctx.db.client.findMany({
    where: { workspaceId: ctx.workspaceId, ...after },
    ...range,
    select: clientFields(ctx),
  });
  return toPage(rows, page.limit, toClient);
}

/** @throws AppError NOT_FOUND when the workspace has no such client */
export async function getClient(ctx: WorkspaceScope & Clock, clientId: string): Promise<Client> {
  const row = await ctx.db.client.findFirst({
    where: { id: clientId, workspaceId: ctx.workspaceId },
    select: clientFields(ctx),
  });
  if (!row) throw new AppError('NOT_FOUND', 'Client not found in this workspace.');
  return toClient(row);
}

/** Creates a client. Without a slug, one is derived from its name. @throws AppError NAME_TAKEN if the slug is in use */
export async function createClient(ctx: WorkspaceContext, input: CreateClient): Promise<Client> {
  const { workspaceId } = ctx;
  const id = uuidv7();
  try {
    const row = await transaction(ctx.db, async (tx) => {
      const slug = input.slug ?? (await uniqueSlug(tx, workspaceId, input.name));
      const data = { id, workspaceId, name: input.name, slug, createdAt: ctx.now() };
      await audit(ctx, tx, 'client.create', { kind: 'client', id }, input);
      return tx.client.create({ data, select: clientFields(ctx) });
    });
    ctx.events.publish(workspaceId, { event: 'client', change: 'created', clientId: id });
    return toClient(row);
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    throw new AppError('NAME_TAKEN', 'Another client uses this short name. Choose a different one.');
  }
}

/** Changes the given fields. Deactivating a client ends its portal sessions at once. @throws AppError NOT_FOUND */
export async function updateClient(
  ctx: WorkspaceContext,
  { clientId, ...changes }: UpdateClient,
): Promise<Client> {
  const row = await transaction(ctx.db, async (tx) => {
    await getClient({ ...ctx, db: tx }, clientId);
    await audit(ctx, tx, 'client.update', { kind: 'client', id: clientId }, changes);
    return tx.client.update({ where: { id: clientId }, data: changes, select: clientFields(ctx) });
  });
  if (changes.active === false) ctx.revocations.revoke({ kind: 'client', id: clientId });
  ctx.events.publish(ctx.workspaceId, { event: 'client', change: 'changed', clientId });
  return toClient(row);
}

/** Sets or removes (null) the portal password. Open portal sessions need the new one too. @throws AppError NOT_FOUND */
export async function setClientPassword(
  ctx: WorkspaceContext,
  { clientId, password }: SetClientPassword,
): Promise<Client> {
  // Checked first, since hashing is expensive.
  await getClient(ctx, clientId);
  const passwordHash = password === null ? null : await hashPassword(password);
  const row = await transaction(ctx.db, async (tx) => {
    const action = password === null ? 'client.clear_password' : 'client.set_password';
    await audit(ctx, tx, action, { kind: 'client', id: clientId });
    return tx.client.update({
      where: { id: clientId },
      data: { passwordHash, passwordSetAt: password === null ? null : ctx.now() },
      select: clientFields(ctx),
    });
  });
  ctx.revocations.revoke({ kind: 'client', id: clientId });
  ctx.events.publish(ctx.workspaceId, { event: 'client', change: 'changed', clientId });
  return toClient(row);
}

function clientFields({ now }: Clock) {
  return {
    id: true,
    name: true,
    slug: true,
    active: true,
    passwordSetAt: true,
    createdAt: true,
    links: {
      where: { previewOf: null, lastUsedAt: { not: null } },
      orderBy: { lastUsedAt: 'desc' },
      take: 1,
      select: { lastUsedAt: true },
    },
    _count: {
      select: {
        projects: { where: { deletedAt: null } },
        links: { where: { ...validLinks(now()), previewOf: null } },
      },
    },
  } satisfies Prisma.ClientSelect;
}

function toClient({
  links: [lastUsed],
  passwordSetAt,
  createdAt,
  _count,
  ...row
}: Prisma.ClientGetPayload<{ select: ReturnType<typeof clientFields> }>): Client {
  return {
    ...row,
    hasPassword: passwordSetAt !== null,
    projectCount: _count.projects,
    linkCount: _count.links,
    lastSeenAt: lastUsed?.lastUsedAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  };
}
