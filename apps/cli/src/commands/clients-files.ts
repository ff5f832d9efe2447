import { basename, join } from 'node:path';
import { type ClientFile, MAX_FILE_BYTES } from '@sitecast/api/sites/client-files/schema';
import { defineCommand } from '../command.ts';
import type { Context } from '../context.ts';
import { download } from '../download.ts';
import { cancelled, UserError, usageError } from '../errors.ts';
import { downloadFile, findLocalFile, uploadFile } from '../local-files.ts';
import { connectionOptions, flag, jsonOption, text } from '../options.ts';
import { allFiles, resolveClient, resolveFile } from '../targets.ts';
import { count } from '../text.ts';
import { localTime } from '../time.ts';

const clientArgument = { name: 'client', summary: 'Client ID or exact name' };
const fileArgument = { name: 'file', summary: 'File ID or exact name' };

export const listClientFiles = defineCommand({
  name: 'clients files',
  summary: 'List the files of a client',
  arguments: { client: clientArgument },
  options: { ...connectionOptions, json: jsonOption },
  async run({ connect, output }, { client, json, ...flags }) {
    const connection = await connect(flags);
    const files = await allFiles(connection, await resolveClient(connection, client));
    if (json) return output.json({ items: files, nextCursor: null });
    if (files.length === 0)
      return output.say('No files yet. Add one with sitecast clients upload <client> <file>.');
    output.table(
      [
        { title: 'NAME', cell: ({ name }) => name },
        { title: 'SIZE', cell: ({ size }) => sizeText(size) },
        { title: 'TYPE', cell: ({ mimeType }) => mimeType },
        { title: 'ADDED', cell: ({ createdAt }) => localTime(createdAt) },
        { title: 'BY', cell: ({ createdBy }) => createdBy },
        { title: 'ID', cell: ({ id }) => id, whole: true },
      ],
      files,
    );
    output.say(`${count(files.length, 'file')}.`);
  },
});

export const uploadClientFiles = defineCommand({
  name: 'clients upload',
  summary: `Upload files of a client, up to ${MAX_FILE_BYTES / 1024 ** 2} MiB each`,
  arguments: {
    client: clientArgument,
    files: { name: 'file', summary: 'Path of a local file', variadic: true },
  },
  options: { ...connectionOptions, json: jsonOption },
  async run({ connect, output }, { client, files: paths, json, ...flags }) {
    const local = await Promise.all(paths.map(findLocalFile));
    const connection = await connect(flags);
    const clientId = await resolveClient(connection, client);
    const items: unknown[] = [];
    for (const file of local) {
      const { name, size } = file;
      try {
        items.push(await uploadFile(connection, clientId, file, progressOf(output, `Uploading ${name}`)));
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        const before = items.length > 0 ? ` ${count(items.length, 'file')} uploaded before.` : '';
        throw new UserError(`${file.path}: ${error.message}${before}`, error.exitCode);
      }
      output.say(`Uploaded ${name} (${sizeText(size)}).`);
    }
    if (json) output.json({ items, nextCursor: null });
  },
});

export const downloadClientFile = defineCommand({
  name: 'clients download',
  summary: 'Download a file of a client',
  arguments: { client: clientArgument, file: fileArgument },
  options: {
    output: {
      ...text('<path>', 'Output path, - for stdout (default: its name in the current folder)'),
      short: 'o',
    },
    ...connectionOptions,
  },
  async run({ connect, output }, { client, file: idOrName, output: to, ...flags }) {
    const connection = await connect(flags);
    const clientId = await resolveClient(connection, client);
    const file = await resolveFile(connection, clientId, idOrName);
    const address = `/api/clients/${clientId}/files/${file.id}/download`;
    if (to === '-') return download(connection, address);
    const destination = { path: to ?? join('.', safeName(file)), overwrite: to !== undefined };
    await downloadFile(
      connection,
      address,
      file,
      destination,
      progressOf(output, `Downloading ${file.name}`),
    );
    output.say(`Saved ${destination.path} (${sizeText(file.size)}).`);
  },
});

export const removeClientFile = defineCommand({
  name: 'clients remove-file',
  summary: 'Delete a file of a client',
  arguments: { client: clientArgument, file: fileArgument },
  options: { yes: flag('Skip the confirmation prompt'), ...connectionOptions },
  async run({ connect, output, prompt }, { client, file: idOrName, yes, ...flags }) {
    if (!yes && !prompt.interactive)
      throw usageError('--yes is required to delete the file when not running interactively.');
    const connection = await connect(flags);
    const clientId = await resolveClient(connection, client);
    const { id: fileId, name } = await resolveFile(connection, clientId, idOrName);
    if (!yes && !/^y(es)?$/i.test((await prompt.ask(`Delete the file “${name}”? [y/N] `)).trim()))
      throw cancelled();
    await connection.api.clients.removeFile.mutate({ clientId, fileId });
    output.say(`Deleted “${name}”.`);
  },
});

/** A file name from the server must not act as a path, even from a malicious server. */
function safeName({ name, id }: ClientFile): string {
  const plain = basename(name.replaceAll('\\', '/')).replaceAll(/\p{Cc}/gu, '');
  return ['', '.', '..'].includes(plain) ? id : plain;
}

/** Prints progress at each full percent. @returns a function that takes the share done, 0–1 */
function progressOf(output: Context['output'], what: string): (share: number) => void {
  let last = -1;
  return (share) => {
    const percent = Math.floor(share * 100);
    if (percent === last) return;
    last = percent;
    output.progress(`${what}: ${percent} %`);
  };
}

/** `1.2 MB` */
function sizeText(bytes: number): string {
  const [unit, size] = bytes < 1e3 ? ['B', 1] : bytes < 1e6 ? ['kB', 1e3] : ['MB', 1e6];
  return `${new Intl.NumberFormat('en', { maximumFractionDigits: 1 }).format(bytes / Number(size))} ${unit}`;
}
