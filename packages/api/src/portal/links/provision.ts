import { generateSecret, sha256 } from '@sitecast/auth';
import { isUniqueViolation, transaction } from '@sitecast/db';
import { uuidv7 } from 'uuidv7';
import { audit } from '../../core/audit.ts';
import type { WorkspaceContext } from '../../core/context.ts';
import { AppError } from '../../core/errors.ts';
import type { Caller, WorkspaceScope } from '../../core/scope.ts';

/** What provisioning needs, with `db` as a transaction. */
export type ProvisionContext = WorkspaceScope & Caller;

export interface ProjectClient {
  id: string;
  name: string;
  active: boolean;
  passwordSetAt: Date | null;
}

/**
 * The client of a project. A project without one gets a client with one of the `previewSlugs`: an unused one if it exists,
 * e.g. from before the project was detached from it, else a new one.
 *
 * @throws AppError NOT_FOUND if the workspace has no such project
 */
export async function ensureProjectClient(ctx: ProvisionContext, projectId: string): Promise<ProjectClient> {
  const { db, workspaceId } = ctx;
  const project = await db.project.findFirst({
    where: { id: projectId, workspaceId, deletedAt: null },
    select: { id: true, name: true, clientName: true, client: { select: clientFields } },
  });
  if (!project) throw new AppError('NOT_FOUND', 'Project not found in this workspace.');
  if (project.client) return project.client;
  const client = (await findUnusedClient(ctx, projectId)) ?? (await createPreviewClient(ctx, project));
  await db.project.updateMany({ where: { id: projectId, clientId: null }, data: { clientId: client.id } });
  return client;
}

const clientFields = { id: true, name: true, active: true, passwordSetAt: true } as const;

/** The first 8 characters of the project ID, or all: UUIDv7s of the same minute share the first 8. */
function previewSlugs(projectId: string): string[] {
  return [`preview-${projectId.slice(0, 8)}`, `preview-${projectId}`];
}

/** A client with one of the preview slugs that no other project has. */
async function findUnusedClient(
  { db, workspaceId }: ProvisionContext,
  projectId: string,
): Promise<ProjectClient | null> {
  for (const slug of previewSlugs(projectId)) {
    const client = await db.client.findFirst({
      where: { workspaceId, slug, projects: { none: { id: { not: projectId } } } },
      select: clientFields,
    });
    if (client) return client;
  }
  return null;
}

async function createPreviewClient(
  ctx: ProvisionContext,
  project: { id: string; name: string; clientName: string | null },
): Promise<ProjectClient> {
  const { db, workspaceId, now } = ctx;
  const id = uuidv7();
  const slugs = previewSlugs(project.id);
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

export interface LinkOptions {
  label: string;
  expiresInDays?: number | null;
  /** Whether it is the link that operators' previews use. A client has at most one. */
  isPreview?: boolean;
}

/** A new link, with its token. */
export interface MintedLink {
  id: string;
  /** Only its hash is stored. */
  token: string;
  label: string;
  createdAt: Date;
  expiresAt: Date | null;
}

const DAY_MS = 86_400_000;
const MAX_ATTEMPTS = 5;

/** Creates a portal link for a client. */
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
 * Runs `work` in a transaction, and again if it violates a unique key: of two concurrent first requests, one creates the
 * client and the link, and the other finds them on its second attempt.
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
      if (!isUniqueViolation(error) || attempt === MAX_ATTEMPTS) throw error;
    }
  }
}
