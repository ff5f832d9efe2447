import { once } from 'node:events';
import { Readable } from 'node:stream';
import type { Connection } from './connection.ts';
import { callRest } from './rest.ts';

/** Writes a file of the REST API to stdout as it comes. @throws UserError with what the server says */
export async function download(
  connection: Connection,
  path: string,
  query: Record<string, string | undefined> = {},
): Promise<void> {
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const answer = await callRest(connection, `${path}?${new URLSearchParams(given)}`);
  for await (const part of Readable.fromWeb(answer.body as never))
    if (!process.stdout.write(part)) await once(process.stdout, 'drain');
}
