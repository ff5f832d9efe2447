import type { Identifier, Revocations } from '@sitecast/auth';
import type { Database } from '@sitecast/db';
import type { Language } from '@sitecast/i18n';
import type { Bus, LiveSocket } from '@sitecast/realtime';
import type { Logger } from 'pino';
import type { WorkspaceEvents } from './events.ts';
import type { Ports, Upload } from './ports.ts';
import type { Caller } from './scope.ts';
import type { Throttles } from './throttles.ts';

/** What every area builds on. */
export interface Infrastructure {
  db: Database;
  bus: Bus;
  log: Logger;
  now: () => Date;
  /** Signs sessions; from SECRET_KEY. */
  key: Uint8Array;
  identifier: Identifier;
  revocations: Revocations;
  events: WorkspaceEvents;
  throttles: Throttles;
  /** Whether an OpenID provider is set, so that people can log in with it. */
  singleSignOn: boolean;
  version: string;
  /** PUBLIC_URL without a trailing slash, when set. */
  publicUrl: string | null;
}

/** What lives as long as the server: made once, passed to every call. */
export interface App extends Infrastructure, Ports {}

/** Sets or removes the session cookie of the response; absent on sockets. */
export interface SessionCookie {
  set(token: string, expiresAt: Date): void;
  clear(): void;
}

/** The context of one call: the app, who calls, and how. */
export interface Context extends App, Caller {
  userAgent: string | null;
  /** The language of mails that the caller causes. */
  language: Language;
  /** `X-Workspace-Id` or the socket's connection param: which of the user's workspaces is meant. */
  workspaceHint: string | null;
  /** This server's URL as the caller sees it, without a trailing slash. */
  baseUrl: string;
  sessionCookie: SessionCookie | null;
  /** The portal's: another cookie, for its own path. */
  portalCookie: SessionCookie | null;
  socket: LiveSocket | null;
  /** The file of a request that may bring one. */
  upload: Upload | null;
}

/** A context whose caller may act in this workspace. */
export interface WorkspaceContext extends Context {
  workspaceId: string;
}

/** Who acts in a workspace when it need not be a request's caller: alerts show overlays too. */
export interface WorkspaceActor extends Infrastructure, Caller {
  workspaceId: string;
}
