import type { Connection } from './connection.ts';
import { ExitCode, UserError } from './errors.ts';
import { unreachable } from './problem.ts';

interface Call {
  method?: string;
  headers?: Record<string, string>;
  body?: ReadableStream;
  /** Said of a body that is sent while it is made. */
  duplex?: 'half';
}

/** A call of the REST API, for what is no JSON. @throws UserError with what the server says */
export async function callRest(
  { server, token, workspaceId }: Connection,
  path: string,
  { headers, ...init }: Call = {},
): Promise<Response> {
  const answer = await fetch(`${server}${path}`, {
    ...init,
    headers: {
      ...headers,
      ...(token !== null && { authorization: `Bearer ${token}` }),
      ...(workspaceId !== null && { 'x-workspace-id': workspaceId }),
    },
  }).catch((error) => {
    throw unreachable(server, error);
  });
  if (!answer.ok) throw refusal(answer.status, await answer.text());
  return answer;
}

function refusal(status: number, body: string): UserError {
  let detail = `The server answered ${status}.`;
  try {
    detail = (JSON.parse(body) as { detail?: string }).detail ?? detail;
  } catch {}
  if (status === 401) return new UserError(detail, ExitCode.NotLoggedIn);
  return new UserError(detail, status === 400 ? ExitCode.Misused : ExitCode.Failed);
}
