import { once } from 'node:events';
import { Readable } from 'node:stream';
import type { Connection } from './connection.ts';
import { callRest } from './rest.ts';

/** Streams a file from the REST API to stdout. @throws UserError with the server's message */
export async function download(
  connection: Connection,
  path: string,
  query: Record<string, string | undefined> = {},
): Promise<void> {
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const response = await callRest(connection, `${path}?${new URLSearchParams(given)}`);
  for await (const chunk of Readable.fromWeb(response.body as never))
    if (!process.stdout.write(chunk)) await once(process.stdout, 'drain');
}
