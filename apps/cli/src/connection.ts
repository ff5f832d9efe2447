import type { SitecastClient } from '@sitecast/client';
import type { Config } from './config.ts';
import type { Env } from './env.ts';
import { ExitCode, UserError, usageError } from './errors.ts';

export interface ConnectionFlags {
  server?: string;
  workspace?: string;
}

/** Where the token came from, for error messages. `typed`: just given to `login`. */
type TokenSource = 'login' | 'environment' | 'typed';

export interface Connection {
  server: string;
  token: string | null;
  tokenSource: TokenSource;
  /** The workspace for calls; null: the user's first. */
  workspaceId: string | null;
  api: SitecastClient['api'];
  close(): Promise<void>;
}

export interface Access {
  server: string;
  token: string | null;
  tokenSource: TokenSource;
  workspace?: string;
}

/**
 * Determines server and token. Flags override the environment, which overrides the files. The stored token is only sent
 * to the server it is for.
 */
export async function resolveAccess(
  { env, config }: { env: Env; config: Config },
  flags: ConnectionFlags,
): Promise<Access> {
  const settings = await config.readSettings();
  const stored = settings.server === undefined ? undefined : normalizeServer(settings.server);
  const given = flags.server ?? env.server;
  const server = given === undefined ? stored : normalizeServer(given);
  const workspaceFor = (token: string) => {
    if (!isApiToken(token)) return flags.workspace ?? (server === stored ? settings.workspace : undefined);
    if (flags.workspace === undefined) return undefined;
    throw usageError('--workspace cannot be used with an API token, which has a fixed workspace.');
  };
  if (env.token !== undefined) {
    if (server === undefined) throw usageError('No server given. Use --server or set SITECAST_SERVER.');
    return { server, token: env.token, tokenSource: 'environment', workspace: workspaceFor(env.token) };
  }
  const login = await config.readLogin();
  if (!login || server === undefined || server !== stored) throw notLoggedIn(server);
  const token = login.access_token;
  return { server, token, tokenSource: 'login', workspace: workspaceFor(token) };
}

/** Whether a token is an API token, rather than a session or personal token. */
export function isApiToken(token: string): boolean {
  return token.startsWith('st_');
}

/** Rejects API tokens, which cannot manage users and tokens. @throws UserError for an API token */
export function requirePerson({ token, server }: Pick<Access, 'token' | 'server'>): void {
  if (token === null || !isApiToken(token)) return;
  throw new UserError(
    `API tokens cannot do this. Log in to ${server} or use a personal access token.`,
    ExitCode.NotLoggedIn,
  );
}

/** A connection for commands that only users may run. @throws UserError for an API token */
export async function asPerson(opening: Promise<Connection>): Promise<Connection> {
  const connection = await opening;
  requirePerson(connection);
  return connection;
}

export function notLoggedIn(server: string | undefined): UserError {
  return new UserError(
    `Not logged in${server === undefined ? '' : ` to ${server}`}. Run sitecast login --server ${
      server ?? '<url>'
    }, or set SITECAST_TOKEN.`,
    ExitCode.NotLoggedIn,
  );
}

/** Opens a connection. Imports the client lazily, because loading it dominates the start-up time. */
export async function openConnection({ server, token, tokenSource }: Access): Promise<Connection> {
  const [{ createClient }, { WebSocket: NodeWebSocket }] = await Promise.all([
    import('@sitecast/client'),
    import('ws'),
  ]);
  const { api, close } = createClient({
    url: server,
    token: token ?? undefined,
    workspaceId: () => connection.workspaceId,
    // Node has a global WebSocket only since version 22; ws provides everything the client uses.
    WebSocket: NodeWebSocket as unknown as typeof WebSocket,
  });
  const connection: Connection = { server, token, tokenSource, workspaceId: null, api, close };
  return connection;
}

/** The ID of a workspace, given by ID or by the exact name of one of the user's workspaces. */
export async function findWorkspace({ api }: Connection, wanted: string): Promise<string> {
  if (isId(wanted)) return wanted;
  const { workspaces } = await api.session.me.query();
  return chooseWorkspace(workspaces, wanted).id;
}

/** The workspace with this ID or exact name. @throws UserError if there is none or more than one */
export function chooseWorkspace<W extends { id: string; name: string }>(workspaces: W[], wanted: string): W {
  const byId = isId(wanted);
  const found = workspaces.filter(({ id, name }) => (byId ? id === wanted.toLowerCase() : name === wanted));
  if (found.length === 1) return found[0]!;
  if (found.length === 0)
    throw usageError(
      byId
        ? `You are not in a workspace with ID ${wanted}. Run sitecast workspace list.`
        : `You are not in a workspace named “${wanted}”. Run sitecast workspace list.`,
    );
  throw usageError(
    `You are in ${found.length} workspaces named “${wanted}”. Use the ID from sitecast workspace list.`,
  );
}

export function isId(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

/** A server URL without trailing slash. @throws UserError if it is not an http(s) URL */
export function normalizeServer(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || url.search || url.hash)
    throw usageError(`“${address}” is not a server URL. Use one like https://screens.example.com.`);
  return (url.origin + url.pathname).replace(/\/+$/, '');
}
