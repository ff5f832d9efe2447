import { generateSecret, sha256 } from '@sitecast/auth';
import { isUniqueViolation, transaction } from '@sitecast/db';
import { uuidv7 } from 'uuidv7';
import { audit } from '../../core/audit.ts';
import type { WorkspaceContext } from '../../core/context.ts';
import { AppError } from '../../core/errors.ts';
import type { Caller, WorkspaceScope } from '../../core/scope.ts';

/** In a transaction. */
export type ProvisionContext = WorkspaceScope & Caller;

export interface ProjectClient {
  id: string;
  name: string;
  active: boolean;
  passwordSetAt: Date | null;
}

/**
 * The client of a project, made when it has none: `preview-<first 8 of id>`, under which a client of another project
 * may stand already, as ids of one minute begin alike; then with the whole id. A client that the project has is never
 * put aside.
 *
 * @throws AppError NOT_FOUND when the workspace has no such project
 */
export async function ensureProjectClient(ctx: ProvisionContext, projectId: string): Promise<ProjectClient> {
  const { db, workspaceId } = ctx;
  const project = await db.project.findFirst({
    where: { id: projectId, workspaceId, deletedAt: null },
    select: { id: true, name: true, clientName: true, client: { select: clientFields } },
  });
  if (!project) throw new AppError('NOT_FOUND', 'Project not found in this workspace.');
  if (project.client) return project.client;
  const client =
    (await free(ctx, projectId, `preview-${projectId.slice(0, 8)}`)) ??
    (await free(ctx, projectId, `preview-${projectId}`)) ??
    (await make(ctx, project));
  await db.project.updateMany({ where: { id: projectId, clientId: null }, data: { clientId: client.id } });
  return client;
}

const clientFields = { id: true, name: true, active: true, passwordSetAt: true } as const;

/** A client of this short name that no other project has. */
function free(
  { db, workspaceId }: ProvisionContext,
  projectId: string,
  slug: string,
): Promise<ProjectClient | null> {
  return db.client.findFirst({
    where: { workspaceId, slug, projects: { none: { id: { not: projectId } } } },
    select: clientFields,
  });
}

async function make(
  ctx: ProvisionContext,
  project: { id: string; name: string; clientName: string | null },
): Promise<ProjectClient> {
  const { db, workspaceId, now } = ctx;
  const id = uuidv7();
  const slugs = [`preview-${project.id.slice(0, 8)}`, `preview-${project.id}`];
  const rows = await db.client.findMany({
    where: { workspaceId, slug: { in: slugs } },
    select: { slug: true },
  });
  const taken = new Set(rows.map((row) => row.slug));
  const slug = slugs.find((one) => !taken.has(one)) ?? `preview-${id}`;
  const name = project.clientName?.trim() || project.name.trim() || 'Preview';
  const details = { name, slug, projectId: project.id };
  await audit(ctx, db, 'client.create', { kind: 'client', id }, details);
  return db.client.create({
    data: { id, workspaceId, name, slug, createdAt: now() },
    select: clientFields,
  });
}

/** What a link is to be. */
export interface LinkOptions {
  label: string;
  expiresInDays?: number | null;
  /** The one that operators look at the portal by: a client has at most one. */
  isPreview?: boolean;
}

export interface MintedLink {
  id: string;
  /** Known now and never again. */
  token: string;
  label: string;
  createdAt: Date;
  expiresAt: Date | null;
}

const DAY_MS = 86_400_000;

/** A new link of a client. */
export async function mintPortalLink(
  ctx: ProvisionContext,
  client: { id: string },
  { label, expiresInDays = null, isPreview = false }: LinkOptions,
): Promise<MintedLink> {
  const { db, principal, now } = ctx;
  const id = uuidv7();
  const token = generateSecret();
  const createdAt = now();
  const expiresAt = expiresInDays === null ? null : new Date(createdAt.getTime() + expiresInDays * DAY_MS);
  await db.portalLink.create({
    data: {
      id,
      clientId: client.id,
      tokenHash: sha256(token),
      label,
      previewOf: isPreview ? client.id : null,
      createdAt,
      createdById: principal.kind === 'user' ? principal.userId : null,
      expiresAt,
    },
    select: { id: true },
  });
  const details = { clientId: client.id, label, isPreview, expiresAt: expiresAt?.toISOString() ?? null };
  const resource = { kind: 'portal_link', id };
  await audit(ctx, db, 'portal_link.create', resource, details);
  return { id, token, label, createdAt, expiresAt };
}

/**
 * Of two first clicks at once, one makes client and link; PostgreSQL may refuse the other as a duplicate, which then
 * finds them.
 */
export async function provision<T>(
  ctx: WorkspaceContext,
  work: (ctx: ProvisionContext) => Promise<T>,
): Promise<T> {
  const once = () => transaction(ctx.db, (tx) => work({ ...ctx, db: tx }));
  for (let attempt = 1; ; attempt++) {
    try {
      return await once();
    } catch (error) {
      if (!isUniqueViolation(error) || attempt === 5) throw error;
    }
  }
}
