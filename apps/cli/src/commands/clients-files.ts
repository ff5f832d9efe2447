import { basename, join } from 'node:path';
import { type ClientFile, MAX_FILE_BYTES } from '@sitecast/api/sites/client-files/schema';
import { defineCommand } from '../command.ts';
import type { Context } from '../context.ts';
import { download } from '../download.ts';
import { cancelled, misused, UserError } from '../errors.ts';
import { fetchFile, findLocalFile, sendFile } from '../local-files.ts';
import { connectionOptions, flag, jsonOption, text } from '../options.ts';
import { allFiles, resolveClient, resolveFile } from '../targets.ts';
import { count } from '../text.ts';
import { localTime } from '../time.ts';

const clientArgument = { name: 'client', summary: 'Its id or its exact name' };
const fileArgument = { name: 'file', summary: 'Its id or its exact name' };

export const listClientFiles = defineCommand({
  name: 'clients files',
  summary: 'List the files about a client',
  arguments: { client: clientArgument },
  options: { ...connectionOptions, json: jsonOption },
  async run({ connect, output }, { client, json, ...flags }) {
    const connection = await connect(flags);
    const files = await allFiles(connection, await resolveClient(connection, client));
    if (json) return output.json({ items: files, nextCursor: null });
    if (files.length === 0)
      return output.say('No files yet. sitecast clients upload <client> <file> adds one.');
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
  summary: `Add files about a client, of at most ${MAX_FILE_BYTES / 1024 ** 2} MiB each`,
  arguments: {
    client: clientArgument,
    files: { name: 'file', summary: 'A file on this machine', several: true },
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
        items.push(await sendFile(connection, clientId, file, progressOf(output, `Sending ${name}`)));
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        const before = items.length > 0 ? ` ${count(items.length, 'file')} had been added before.` : '';
        throw new UserError(`${file.path}: ${error.message}${before}`, error.exitCode);
      }
      output.say(`Added ${name} (${sizeText(size)}).`);
    }
    if (json) output.json({ items, nextCursor: null });
  },
});

export const downloadClientFile = defineCommand({
  name: 'clients download',
  summary: 'Get a file about a client',
  arguments: { client: clientArgument, file: fileArgument },
  options: {
    output: {
      ...text('<path>', 'Where to put it, - for stdout; default: here, under its own name'),
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
    const place = { path: to ?? join('.', safeName(file)), overwrite: to !== undefined };
    await fetchFile(connection, address, file, place, progressOf(output, `Getting ${file.name}`));
    output.say(`Wrote ${place.path} (${sizeText(file.size)}).`);
  },
});

export const removeClientFile = defineCommand({
  name: 'clients remove-file',
  summary: 'Delete a file about a client',
  arguments: { client: clientArgument, file: fileArgument },
  options: { yes: flag('Do not ask'), ...connectionOptions },
  async run({ connect, output, prompt }, { client, file: idOrName, yes, ...flags }) {
    if (!yes && !prompt.interactive)
      throw misused('Nobody can be asked here: give --yes to delete the file.');
    const connection = await connect(flags);
    const clientId = await resolveClient(connection, client);
    const { id: fileId, name } = await resolveFile(connection, clientId, idOrName);
    if (!yes && !/^y(es)?$/i.test((await prompt.ask(`Delete the file “${name}”? [y/N] `)).trim()))
      throw cancelled();
    await connection.api.clients.removeFile.mutate({ clientId, fileId });
    output.say(`Deleted “${name}”.`);
  },
});

/** What the server calls a file is no path, whatever the server is. */
function safeName({ name, id }: ClientFile): string {
  const plain = basename(name.replaceAll('\\', '/')).replaceAll(/\p{Cc}/gu, '');
  return ['', '.', '..'].includes(plain) ? id : plain;
}

/** Told at each whole percent. */
function progressOf(output: Context['output'], what: string): (share: number) => void {
  let told = -1;
  return (share) => {
    const percent = Math.floor(share * 100);
    if (percent === told) return;
    told = percent;
    output.progress(`${what}: ${percent} %`);
  };
}

/** `1.2 MB` */
function sizeText(bytes: number): string {
  const [unit, size] = bytes < 1e3 ? ['B', 1] : bytes < 1e6 ? ['kB', 1e3] : ['MB', 1e6];
  return `${new Intl.NumberFormat('en', { maximumFractionDigits: 1 }).format(bytes / Number(size))} ${unit}`;
}
