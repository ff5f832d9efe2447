import type { Identifier, Principal, Revocations } from '@sitecast/auth';
import type { Database } from '@sitecast/db';
import type { Bus, LiveSocket } from '@sitecast/realtime';
import type { Logger } from 'pino';
import type { AlertDeliveries } from '../alerts/deliver/dispatcher.ts';
import type { AlertEngine } from '../alerts/judge/engine.ts';
import type { Demo } from '../demo/demo.ts';
import type { FileStore } from '../files/store.ts';
import type { Upload } from '../files/upload.ts';
import type { Language } from '../mail/language.ts';
import type { Mailer } from '../mail/mailer.ts';
import type { SettingsStore } from '../people/settings/store.ts';
import type { ScreenshotParts } from '../screens/commands/screenshot-parts.ts';
import type { Presence } from '../screens/devices/presence.ts';
import type { Meters } from '../sites/units/meters.ts';
import type { WorkspaceEvents } from './events.ts';
import type { Throttles } from './throttles.ts';

/** What lives as long as the server: made once, handed to every call. */
export interface App {
  db: Database;
  bus: Bus;
  log: Logger;
  now: () => Date;
  /** Signs sessions; from SECRET_KEY. */
  key: Uint8Array;
  identifier: Identifier;
  revocations: Revocations;
  presence: Presence;
  screenshotParts: ScreenshotParts;
  events: WorkspaceEvents;
  /** The meters that the server's processes read. */
  meters: Meters;
  /** Judges what meters measure; whoever reads one tells it. */
  alerts: AlertEngine;
  /** Sends what alerts have to send. */
  deliveries: AlertDeliveries;
  demo: Demo;
  /** The bytes of what people keep here. */
  files: FileStore;
  throttles: Throttles;
  settings: SettingsStore;
  /** Null where no mail server is set: links are then handed on by hand. */
  mail: Mailer | null;
  /** Whether an OpenID provider is set, so that people can log in by it. */
  singleSignOn: boolean;
  version: string;
  /** PUBLIC_URL without a trailing slash, when set. */
  publicUrl: string | null;
}

/** Sets or removes the session cookie of the answer; absent on sockets. */
export interface SessionCookie {
  set(token: string, expiresAt: Date): void;
  clear(): void;
}

/** One call's surroundings: the app, who asks, and through what. */
export interface Context extends App {
  principal: Principal;
  ip: string;
  userAgent: string | null;
  /** In which mails are written that the caller has sent. */
  language: Language;
  /** `X-Workspace-Id` or the socket's connection param: which of the user's workspaces is meant. */
  workspaceHint: string | null;
  /** This server's address as the caller sees it, without a trailing slash. */
  baseUrl: string;
  sessionCookie: SessionCookie | null;
  /** The portal's: another cookie, for its own path. */
  portalCookie: SessionCookie | null;
  socket: LiveSocket | null;
  /** The file that the request brings, where it is one that may. */
  upload: Upload | null;
}

/** A context whose caller may act in this workspace. */
export interface WorkspaceContext extends Context {
  workspaceId: string;
}
