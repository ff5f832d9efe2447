/**
 * What the product's areas ask of one that comes after them: each interface is filled in at the start (`product.ts`).
 */
import type { Transaction } from '@sitecast/db';
import type { Frame, MeterFrame } from '@sitecast/monitor';
import type { LiveSocket, ReaderOwner } from '@sitecast/realtime';
import type { WorkspaceScope } from './scope.ts';
import type { Settings } from './settings.ts';

export interface Ports {
  /** Null where no mail server is set: links are then handed on by hand. */
  mail: Mailer | null;
  files: FileStore;
  presence: Presence;
  screenshotParts: ScreenshotParts;
  settings: SettingsStore;
  meters: Meters;
  alerts: Alerts;
  demo: Demo;
}

/** A mail in plain text to one person. */
export interface Mail {
  /** One e-mail address. */
  to: string;
  subject: string;
  text: string;
}

/** Sends mail: `(await ctx.mail?.send(mail)) ?? false`. */
export interface Mailer {
  /**
   * Whether the mail server has accepted it. Never rejects and takes 10 s at most: what depends on a mail that can't be
   * sent goes on, and its answer says so (`emailSent: false`). Send after the transaction is committed.
   */
  send(mail: Mail): Promise<boolean>;
}

/** A file in a request. Its body isn't read before `open`. */
export interface Upload {
  /** The size of the request's body in bytes; null when the request doesn't say. */
  bodyBytes: number | null;
  /**
   * The file's name as given, and its content, which ends without an error only if the request does.
   *
   * @throws AppError VALIDATION, UNSUPPORTED_MEDIA_TYPE
   */
  open(): Promise<{ name: string; content: AsyncIterable<Uint8Array> }>;
}

/** A file that was received completely, and that no row points at yet. */
export interface ReceivedFile {
  path: string;
  /** In hex. */
  sha256: string;
  /** In bytes. */
  size: number;
}

/** The content of uploaded files. */
export interface FileStore {
  /**
   * Writes an upload to the disk. The caller keeps the file or not, and discards it in the end.
   *
   * @throws AppError TOO_LARGE as soon as there is more than `maxBytes`; and whatever `content` throws
   */
  receive(content: AsyncIterable<Uint8Array>, limit: { maxBytes: number }): Promise<ReceivedFile>;
  /** Keeps the bytes of a file, if `write` writes the row that points at them. */
  keep<T>(file: ReceivedFile, write: () => Promise<T>): Promise<T>;
  discard(file: ReceivedFile): Promise<void>;
  /** Deletes the bytes unless a row still points at them. */
  remove(sha256: string): Promise<void>;
  /** Where the bytes are, below `folder`. @throws Error when they are not there */
  find(sha256: string): Promise<string>;
  readonly folder: string;
}

/** Keeps in the database which screens are connected. */
export interface Presence {
  connected(screen: ConnectedScreen, connectionId: string): Promise<void>;
  /** Offline after a moment, unless a newer connection has taken over by then. */
  disconnected(screen: ConnectedScreen, connectionId: string): void;
  /** A heartbeat. */
  seen(deviceId: string): void;
  /** For the only process of an installation, at its start: no screen is connected yet, whatever the rows say. */
  reset(): Promise<void>;
}

export interface ConnectedScreen {
  deviceId: string;
  workspaceId: string;
}

/** Screenshots that are being sent in parts, in the process that holds the screen's socket. At most one per screen. */
export interface ScreenshotParts {
  /**
   * The complete picture with its last part, null before.
   *
   * @param part its number from 0, of `parts`; `data` in base64
   * @throws AppError CONFLICT for a part out of order, TOO_LARGE: the parts so far are dropped
   */
  take(
    deviceId: string,
    part: { commandId: string; part: number; parts: number; data: string },
  ): Buffer | null;
}

/** The installation's settings as this process knows them. */
export interface SettingsStore {
  current(): Settings;
  /** Call after a change is committed: this process has it when it resolves, the others as soon as they hear of it. */
  changed(): Promise<void>;
}

/** What a subscriber of a meter receives: first the newest frame, or null if none is known, then each new one. */
export interface UnitLive {
  frame: Frame | null;
}

/** What became of frames that were pushed. */
export interface PushOutcome {
  accepted: number;
  /** Were known already, or older than the newest known one. */
  ignored: number;
}

/** A viewer of a meter. */
export interface MeterViewing {
  leave(): void;
}

/**
 * The meters, whichever process reads them. The server's hub implements it; ids are of units that the caller may see,
 * checked before. Throws AppError METER_UNAVAILABLE for what isn't possible now, CONFLICT for what the meter refuses.
 */
export interface Meters {
  /** A subscription, during which the meter is read at the live rate. Any number of them share one connection. */
  live(unitId: string, socket: LiveSocket | null, signal?: AbortSignal): AsyncGenerator<UnitLive>;
  /**
   * The same as plain JSON on a socket of its own, mapped to what this viewer may see. The view is computed and
   * serialised once for all viewers that pass the same function.
   *
   * @param owner hears when the meter is removed
   */
  sendAs<V extends object>(
    unitId: string,
    view: (live: UnitLive) => V,
    socket: LiveSocket,
    owner: ReaderOwner,
  ): Promise<MeterViewing>;
  /** The frames of the last hour, oldest first, as far as they are remembered. */
  recent(unitId: string): Promise<Frame[]>;
  /** Passes frames, oldest first, to the process that reads a unit of the source `push`. Resolves when they are accepted. */
  push(unitId: string, frames: MeterFrame[]): Promise<PushOutcome>;
  /** Starts or stops the measurement. Resolves when the instrument has confirmed. */
  setMeasuring(unitId: string, measuring: boolean): Promise<void>;
  /** The unit, its source, rate or location has changed, or it was added or removed: its reader loads it again. */
  changed(unitId: string): void;
}

/** What screens and sites ask of alerts. */
export interface Alerts {
  /** Rules, or the locations of meters, have changed: every process loads them again. */
  changed(workspaceId: string): void;
  /** The names of the rules whose alerts show this overlay template. */
  rulesShowing(scope: WorkspaceScope, templateId: string): Promise<string[]>;
  /** Those of the placeholders for which an alert has no value. */
  unknownPlaceholders(names: string[]): string[];
  /** Ends the open alerts of these locations. Pass the ids it returns to `announceCleared` after the commit. */
  closeAt(tx: Transaction, locationIds: string[]): Promise<string[]>;
  announceCleared(workspaceId: string, alertIds: string[]): void;
}

export interface Demo {
  /** DEMO=1: whoever sets this installation up gets the demo unless they decline. */
  readonly wanted: boolean;
  /** False when this installation has a demo already. Its past readings are filled in after it resolves. */
  add(workspaceId: string, baseUrl: string): Promise<boolean>;
}
