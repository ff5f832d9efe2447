import type { SitecastClient } from '@sitecast/client';
import type { Config } from './config.ts';
import type { Env } from './env.ts';
import { ExitCode, misused, UserError } from './errors.ts';

export interface ConnectionFlags {
  server?: string;
  workspace?: string;
}

/** Where the token came from: it decides what to do when the server refuses it. `typed`: given to `login` just now. */
type TokenSource = 'login' | 'environment' | 'typed';

export interface Connection {
  server: string;
  token: string | null;
  tokenSource: TokenSource;
  /** Which of the user's workspaces the calls mean; null: the first. */
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
 * Which server, and as whom. Flags win over the environment, and that over the files. The stored token is sent to
 * the server that it is for, and to no other.
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
    throw misused('An API token acts in its one workspace: leave out --workspace.');
  };
  if (env.token !== undefined) {
    if (server === undefined) throw misused('No server is named: set SITECAST_SERVER or give --server.');
    return { server, token: env.token, tokenSource: 'environment', workspace: workspaceFor(env.token) };
  }
  const login = await config.readLogin();
  if (!login || server === undefined || server !== stored) throw notLoggedIn(server);
  const token = login.access_token;
  return { server, token, tokenSource: 'login', workspace: workspaceFor(token) };
}

/** Against a login: it is a script's, for one workspace, and nobody's in particular. */
export function isApiToken(token: string): boolean {
  return token.startsWith('st_');
}

/** What concerns people and their tokens is done by a person. @throws UserError for an API token */
export function requirePerson({ token, server }: Pick<Access, 'token' | 'server'>): void {
  if (token === null || !isApiToken(token)) return;
  throw new UserError(
    `An API token cannot do this: log in to ${server} or use a personal access token.`,
    ExitCode.NotLoggedIn,
  );
}

/** A connection for what only people do. @throws UserError for an API token */
export async function asPerson(opening: Promise<Connection>): Promise<Connection> {
  const connection = await opening;
  requirePerson(connection);
  return connection;
}

export function notLoggedIn(server: string | undefined): UserError {
  return new UserError(
    `You are not logged in${server === undefined ? '' : ` to ${server}`}. Run sitecast login --server ${
      server ?? '<url>'
    }, or set SITECAST_TOKEN.`,
    ExitCode.NotLoggedIn,
  );
}

/** Loads the client, which takes longer than everything else, only now that it is needed. */
export async function openConnection({ server, token, tokenSource }: Access): Promise<Connection> {
  const [{ createClient }, { WebSocket: NodeWebSocket }] = await Promise.all([
    import('@sitecast/client'),
    import('ws'),
  ]);
  const { api, close } = createClient({
    url: server,
    token: token ?? undefined,
    workspaceId: () => connection.workspaceId,
    // Node has one of its own from 22 on; ws has all of it that the client uses.
    WebSocket: NodeWebSocket as unknown as typeof WebSocket,
  });
  const connection: Connection = { server, token, tokenSource, workspaceId: null, api, close };
  return connection;
}

/** An id is taken as it is; a name is looked up among the user's workspaces. */
export async function findWorkspace({ api }: Connection, wanted: string): Promise<string> {
  if (isId(wanted)) return wanted;
  const { workspaces } = await api.session.me.query();
  return chooseWorkspace(workspaces, wanted).id;
}

/** The one of this id or this exact name. @throws UserError Misused when there is none or more than one */
export function chooseWorkspace<W extends { id: string; name: string }>(workspaces: W[], wanted: string): W {
  const byId = isId(wanted);
  const found = workspaces.filter(({ id, name }) => (byId ? id === wanted.toLowerCase() : name === wanted));
  if (found.length === 1) return found[0]!;
  if (found.length === 0)
    throw misused(
      byId
        ? `You are in no workspace with the id ${wanted}. sitecast workspace list shows yours.`
        : `You are in no workspace named “${wanted}”. sitecast workspace list shows yours.`,
    );
  throw misused(
    `You are in ${found.length} workspaces named “${wanted}”. Give the id instead; sitecast workspace list shows it.`,
  );
}

export function isId(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

/** The address without a trailing slash. @throws UserError Misused */
export function normalizeServer(address: string): string {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || url.search || url.hash)
    throw misused(`“${address}” is not the address of a server. It looks like https://screens.example.com.`);
  return (url.origin + url.pathname).replace(/\/+$/, '');
}
