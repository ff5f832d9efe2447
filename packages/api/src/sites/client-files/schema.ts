import { z } from 'zod';
import { Page, pageOf } from '../../core/page.ts';

/** In bytes. */
export const MAX_FILE_BYTES = 50 * 1024 ** 2;
export const MAX_FILE_NAME = 200;

const clientId = z.uuid();

export const ClientFileRef = z.strictObject({ clientId, fileId: z.uuid() });
export type ClientFileRef = z.infer<typeof ClientFileRef>;

/** The content is the `file` part of a multipart body. */
export const AddClientFile = z.strictObject({ clientId });

export const ListClientFiles = Page.extend({ clientId });
export type ListClientFiles = z.infer<typeof ListClientFiles>;

/** A file that operators store for a client, such as a site plan, a report or a contract. Not visible in the portal. */
export const ClientFile = z.object({
  id: z.string(),
  name: z.string(),
  mimeType: z.string().describe('MIME type, detected from the content'),
  size: z.int().describe('Size in bytes'),
  sha256: z.string().describe('SHA-256 of the content, in hex'),
  createdAt: z.iso.datetime(),
  createdBy: z.string(),
});
export type ClientFile = z.infer<typeof ClientFile>;

export const ClientFilePage = pageOf(ClientFile);
export type ClientFilePage = z.infer<typeof ClientFilePage>;
