import { type Prisma, transaction } from '@sitecast/db';
import { uuidv7 } from 'uuidv7';
import { actorOf, audit } from '../../core/audit.ts';
import type { WorkspaceContext } from '../../core/context.ts';
import { AppError } from '../../core/errors.ts';
import { keyset, toPage } from '../../core/page.ts';
import type { WorkspaceScope } from '../../core/scope.ts';
import { mimeTypeOf } from '../../files/mime-type.ts';
import { tooLarge } from '../../files/store.ts';
import { getClient } from '../clients/service.ts';
import { fileName } from './file-name.ts';
import {
  type ClientFile,
  type ClientFilePage,
  type ClientFileRef,
  type ListClientFiles,
  MAX_FILE_BYTES,
} from './schema.ts';

/** Allowance for multipart boundaries and headers. */
const MULTIPART_OVERHEAD_BYTES = 64 * 1024;

/** The files of a client, newest first. @throws AppError NOT_FOUND */
export async function listClientFiles(
  ctx: WorkspaceContext,
  { clientId, ...page }: ListClientFiles,
): Promise<ClientFilePage> {
  await getClient(ctx, clientId);
  const { after, ...range } = keyset(page, 'desc');
  const rows = await ctx.db.clientFile.findMany({
    where: { clientId, ...after },
    ...range,
    select: fileFields,
  });
  return toPage(rows, page.limit, toFile);
}

/** One file of a client, without its content. @throws AppError NOT_FOUND, also for another client's file */
export async function getClientFile(
  ctx: WorkspaceScope,
  { clientId, fileId }: ClientFileRef,
): Promise<ClientFile> {
  const row = await ctx.db.clientFile.findFirst({
    where: { id: fileId, clientId, client: { workspaceId: ctx.workspaceId } },
    select: fileFields,
  });
  if (!row) throw new AppError('NOT_FOUND', 'File not found for this client.');
  return toFile(row);
}

/**
 * Stores the uploaded file. The request body is not read if the client does not exist.
 *
 * @throws AppError NOT_FOUND, TOO_LARGE, VALIDATION, UNSUPPORTED_MEDIA_TYPE
 */
export async function addClientFile(ctx: WorkspaceContext, clientId: string): Promise<ClientFile> {
  await getClient(ctx, clientId);
  const { upload } = ctx;
  if (!upload)
    throw new AppError(
      'UNSUPPORTED_MEDIA_TYPE',
      'Upload the file as multipart/form-data to POST /api/clients/{client_id}/files.',
    );
  if (upload.bodyBytes !== null && upload.bodyBytes > MAX_FILE_BYTES + MULTIPART_OVERHEAD_BYTES)
    throw tooLarge(MAX_FILE_BYTES);
  const { name: uploadName, content } = await upload.open();
  const name = fileName(uploadName);
  const received = await ctx.files.receive(content, { maxBytes: MAX_FILE_BYTES });
  try {
    if (received.size === 0) throw new AppError('VALIDATION', 'The file is empty.');
    const { size, sha256 } = received;
    const data = { id: uuidv7(), clientId, name, mimeType: await mimeTypeOf(received.path), size, sha256 };
    const row = await ctx.files.keep(received, () => insertRow(ctx, data));
    ctx.events.publish(ctx.workspaceId, { event: 'client', change: 'changed', clientId });
    return toFile(row);
  } finally {
    await ctx.files.discard(received);
  }
}

/** Deletes a file, and its content unless another file has the same. @throws AppError NOT_FOUND */
export async function removeClientFile(ctx: WorkspaceContext, ref: ClientFileRef): Promise<void> {
  const { clientId, fileId } = ref;
  const { sha256 } = await transaction(ctx.db, async (tx) => {
    const file = await getClientFile({ ...ctx, db: tx }, ref);
    await tx.clientFile.delete({ where: { id: fileId }, select: { id: true } });
    const details = { clientId, name: file.name, size: file.size };
    await audit(ctx, tx, 'client_file.remove', { kind: 'client_file', id: fileId }, details);
    return file;
  });
  ctx.events.publish(ctx.workspaceId, { event: 'client', change: 'changed', clientId });
  // If this fails, the periodic sweep removes the content later.
  await ctx.files
    .remove(sha256)
    .catch((error) => ctx.log.error({ err: error }, 'deleting the content of a client file failed'));
}

type NewRow = Omit<ClientFile, 'createdAt' | 'createdBy'> & { clientId: string };

async function insertRow(ctx: WorkspaceContext, row: NewRow) {
  const { id: createdById, label: createdByLabel } = actorOf(ctx.principal);
  const { clientId, name, size, mimeType } = row;
  return transaction(ctx.db, async (tx) => {
    // The client may have been deleted during the upload.
    await getClient({ ...ctx, db: tx }, clientId);
    const details = { clientId, name, size, mimeType };
    await audit(ctx, tx, 'client_file.add', { kind: 'client_file', id: row.id }, details);
    return tx.clientFile.create({
      data: { ...row, createdAt: ctx.now(), createdById, createdByLabel },
      select: fileFields,
    });
  });
}

const fileFields = {
  id: true,
  name: true,
  mimeType: true,
  size: true,
  sha256: true,
  createdAt: true,
  createdByLabel: true,
} satisfies Prisma.ClientFileSelect;

function toFile({
  createdAt,
  createdByLabel,
  ...row
}: Prisma.ClientFileGetPayload<{ select: typeof fileFields }>): ClientFile {
  return { ...row, createdAt: createdAt.toISOString(), createdBy: createdByLabel };
}
