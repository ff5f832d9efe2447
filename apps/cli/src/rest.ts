import type { Connection } from './connection.ts';
import { ExitCode, UserError } from './errors.ts';
import { unreachable } from './problem.ts';

interface RestCall {
  method?: string;
  headers?: Record<string, string>;
  body?: ReadableStream;
  /** Required by fetch for a streamed body. */
  duplex?: 'half';
}

/** Calls the REST API, for transfers that are not JSON. @throws UserError with the server's message */
export async function callRest(
  { server, token, workspaceId }: Connection,
  path: string,
  { headers, ...init }: RestCall = {},
): Promise<Response> {
  const response = await fetch(`${server}${path}`, {
    ...init,
    headers: {
      ...headers,
      ...(token !== null && { authorization: `Bearer ${token}` }),
      ...(workspaceId !== null && { 'x-workspace-id': workspaceId }),
    },
  }).catch((error) => {
    throw unreachable(server, error);
  });
  if (!response.ok) throw errorOf(response.status, await response.text());
  return response;
}

function errorOf(status: number, body: string): UserError {
  let detail = `The server responded with status ${status}.`;
  try {
    detail = (JSON.parse(body) as { detail?: string }).detail ?? detail;
  } catch {}
  if (status === 401) return new UserError(detail, ExitCode.NotLoggedIn);
  return new UserError(detail, status === 400 ? ExitCode.Usage : ExitCode.Failed);
}
