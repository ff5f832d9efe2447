import { sha256 } from '@sitecast/auth';
import { type Transaction, transaction } from '@sitecast/db';
import { z } from 'zod';
import { audit } from '../../core/audit.ts';
import type { WorkspaceContext } from '../../core/context.ts';
import { AppError } from '../../core/errors.ts';
import type { WorkspaceScope } from '../../core/scope.ts';
import { pictureType } from '../../files/picture-type.ts';
import type { PortalBranding } from '../view/schema.ts';
import {
  Accent,
  type Branding,
  LogoType,
  MAX_LOGO_BYTES,
  type SetLogo,
  type UpdateBranding,
} from './schema.ts';

/** The stored branding. Unset if another version stored one that this version cannot read. */
const Stored = z
  .object({ name: z.string().nullable(), accent: Accent.nullable() })
  .catch({ name: null, accent: null });

/** The branding of the workspace's portals, for its members. */
export async function getBranding({ db, workspaceId }: WorkspaceScope): Promise<Branding> {
  const { branding, logo } = await db.workspace.findUniqueOrThrow({
    where: { id: workspaceId },
    select: { branding: true, logo: { select: { mimeType: true, image: true } } },
  });
  return {
    ...Stored.parse(branding),
    logo: logo && {
      type: LogoType.parse(logo.mimeType),
      image: Buffer.from(logo.image).toString('base64'),
    },
  };
}

/** Changes the given fields. */
export async function updateBranding(ctx: WorkspaceContext, changes: UpdateBranding): Promise<Branding> {
  return transaction(ctx.db, async (tx) => {
    const where = { id: ctx.workspaceId };
    const { branding } = await tx.workspace.findUniqueOrThrow({ where, select: { branding: true } });
    const data = { branding: { ...Stored.parse(branding), ...changes } };
    await tx.workspace.update({ where, data, select: { id: true } });
    await audit(ctx, tx, 'branding.update', { kind: 'workspace', id: ctx.workspaceId }, changes);
    return getBranding({ ...ctx, db: tx });
  });
}

/** Stores a logo. @throws AppError VALIDATION if it is not PNG, JPEG or WebP; TOO_LARGE */
export async function setLogo(ctx: WorkspaceContext, { image: base64 }: SetLogo): Promise<Branding> {
  const image = Buffer.from(base64, 'base64');
  if (image.length > MAX_LOGO_BYTES)
    throw new AppError('TOO_LARGE', `Logos can be at most ${MAX_LOGO_BYTES / 1024} KiB.`);
  const mimeType = pictureType(image);
  if (!mimeType) throw new AppError('VALIDATION', 'Logos must be PNG, JPEG or WebP.');
  // Prisma needs its own buffer, not a view of Node's shared pool.
  const logo = { mimeType, image: new Uint8Array(image), version: sha256(base64).slice(0, 16) };
  return transaction(ctx.db, async (tx) => {
    await tx.workspaceLogo.upsert({
      where: { workspaceId: ctx.workspaceId },
      create: { workspaceId: ctx.workspaceId, ...logo },
      update: logo,
      select: { version: true },
    });
    const details = { type: mimeType, bytes: image.length };
    await audit(ctx, tx, 'branding.set_logo', { kind: 'workspace', id: ctx.workspaceId }, details);
    return getBranding({ ...ctx, db: tx });
  });
}

/** Removes the logo, if there is one. */
export async function removeLogo(ctx: WorkspaceContext): Promise<Branding> {
  return transaction(ctx.db, async (tx) => {
    const { count } = await tx.workspaceLogo.deleteMany({ where: { workspaceId: ctx.workspaceId } });
    if (count > 0) await audit(ctx, tx, 'branding.remove_logo', { kind: 'workspace', id: ctx.workspaceId });
    return getBranding({ ...ctx, db: tx });
  });
}

/** The branding as clients see it in the portal. */
export async function portalBranding(db: Transaction, workspaceId: string): Promise<PortalBranding> {
  const { name, branding, logo } = await db.workspace.findUniqueOrThrow({
    where: { id: workspaceId },
    select: { name: true, branding: true, logo: { select: { version: true } } },
  });
  const stored = Stored.parse(branding);
  return {
    name: stored.name ?? name,
    accent: stored.accent,
    logoUrl: logo && `/portal/logo?v=${logo.version}`,
  };
}

/** The logo image for the portal. Null if there is none. */
export async function portalLogo(db: Transaction, workspaceId: string) {
  const logo = await db.workspaceLogo.findUnique({ where: { workspaceId } });
  return logo && { ...logo, image: Buffer.from(logo.image) };
}
