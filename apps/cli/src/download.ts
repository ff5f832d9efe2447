import { once } from 'node:events';
import { Readable } from 'node:stream';
import type { Connection } from './connection.ts';
import { ExitCode, UserError } from './errors.ts';

/** Writes a file of the REST API to stdout as it comes. @throws UserError with what the server says */
export async function download(
  { server, token, workspaceId }: Connection,
  path: string,
  query: Record<string, string | undefined>,
): Promise<void> {
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const answer = await fetch(`${server}${path}?${new URLSearchParams(given)}`, {
    headers: {
      ...(token !== null && { authorization: `Bearer ${token}` }),
      ...(workspaceId !== null && { 'x-workspace-id': workspaceId }),
    },
  });
  if (!answer.ok || !answer.body) throw refusal(answer.status, await answer.text());
  for await (const part of Readable.fromWeb(answer.body as never))
    if (!process.stdout.write(part)) await once(process.stdout, 'drain');
}

function refusal(status: number, body: string): UserError {
  let detail = `The server answered ${status}.`;
  try {
    detail = (JSON.parse(body) as { detail?: string }).detail ?? detail;
  } catch {}
  if (status === 401) return new UserError(detail, ExitCode.NotLoggedIn);
  return new UserError(detail, status === 400 ? ExitCode.Misused : ExitCode.Failed);
}
