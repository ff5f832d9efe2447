import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Credentials, TokenScope, WorkspaceRole } from '@sitecast/auth';
import type { DatabaseKind } from '@sitecast/db';
import { createTestDatabase } from '@sitecast/db/testing';
import type { Language } from '@sitecast/i18n';
import { createInProcessBus } from '@sitecast/realtime';
import { pino } from 'pino';
import type { Context, SessionCookie } from '../core/context.ts';
import type { Mailer, Upload } from '../core/ports.ts';
import { createProduct, type Product } from '../product.ts';
import { createCaller, createDeviceCaller, createPortalCaller } from '../root.ts';
import {
  type Builders,
  createBuilders,
  type TestDevice,
  type TestUser,
  type TestWorkspace,
} from './builders.ts';
import { createTestClock, type TestClock } from './clock.ts';
import { createTestMeters, type TestMeters } from './meters.ts';
import { connectScreen, type DeviceCaller, type TestScreen } from './screen.ts';

export type AppCaller = ReturnType<typeof createCaller>;
type PortalCaller = ReturnType<typeof createPortalCaller>;

/** The credentials and other request data of a call. */
export interface CallOptions extends Partial<Omit<Credentials, 'authorization'>> {
  /** A session or a token. */
  bearer?: string;
  /** `X-Workspace-Id`. */
  workspaceHint?: string | null;
  sessionCookie?: SessionCookie;
  portalCookie?: SessionCookie;
  language?: Language;
  upload?: Upload;
  signal?: AbortSignal;
}

/** A workspace with callers for its members and tokens. */
export interface Workspace extends TestWorkspace {
  /** Calls as the member with this role, the same user each time. */
  as(role: WorkspaceRole, options?: CallOptions): AppCaller;
  /** Calls with a new API token of this workspace. */
  withToken(scope: TokenScope, options?: CallOptions): AppCaller;
  member(role: WorkspaceRole): Promise<TestUser>;
  /** A new session of that member. */
  session(role: WorkspaceRole): Promise<string>;
  buildDevice(options?: { name?: string }): Promise<Screen>;
}

/** A paired screen. */
export interface Screen extends TestDevice {
  call(options?: CallOptions): DeviceCaller;
  /** Opens its connection: `await using screen = await device.connect()`. */
  connect(): Promise<TestScreen>;
}

export interface TestApi extends AsyncDisposable {
  app: Product;
  databaseUrl: string;
  clock: TestClock;
  /** Identifies the credentials at each call. Without any: anonymous. */
  call(options?: CallOptions): AppCaller;
  callDevice(options?: CallOptions): DeviceCaller;
  callPortal(options?: CallOptions): PortalCaller;
  contextOf(options?: CallOptions): Promise<Context>;
  buildWorkspace(options?: { name?: string }): Promise<Workspace>;
  buildDevice(options?: Parameters<Builders['device']>[0]): Promise<Screen>;
  buildUser: Builders['user'];
  buildSession: Builders['session'];
  buildToken: Builders['token'];
  buildPersonalToken: Builders['personalToken'];
  buildGroup: Builders['group'];
  buildClient: Builders['client'];
  buildClientFile: Builders['clientFile'];
  buildPortalLink: Builders['portalLink'];
  buildProject: Builders['project'];
  buildLocation: Builders['location'];
  buildUnit: Builders['unit'];
  buildAlertRule: Builders['alertRule'];
  buildAlert: Builders['alert'];
  /** Stands in for the server's meter hub. */
  meters: TestMeters;
  buildPlaylist: Builders['playlist'];
}

const IP = '192.0.2.1';

/** The real product with a fresh database and an in-process bus: `await using api = await createTestApi()`. */
export async function createTestApi({
  mail,
  publicUrl = null,
  kind,
  onQuery,
}: {
  mail?: Mailer;
  publicUrl?: string | null;
  /** Default: the database that the test run uses. */
  kind?: DatabaseKind;
  /** Receives every SQL statement. */
  onQuery?: (sql: string) => void;
} = {}): Promise<TestApi> {
  const database = await createTestDatabase({ kind, onQuery });
  const bus = createInProcessBus({
    onError: (error) => {
      throw error;
    },
  });
  const clock = createTestClock();
  const meters = createTestMeters();
  const filesFolder = join(tmpdir(), `sitecast-files-${randomUUID()}`);
  const app = await createProduct({
    db: database.db,
    bus,
    log: pino({ level: 'error' }),
    secretKey: 'a key that only the tests know, and no one else',
    filesFolder,
    publicUrl,
    version: '0.0.0-test',
    mail,
    meters,
    now: clock.now,
  });
  const build = createBuilders(app);

  async function contextOf(options: CallOptions = {}): Promise<Context> {
    const { bearer, sessionToken = null, device = null, portalSession = null, ip = IP } = options;
    const authorization = bearer === undefined ? null : `Bearer ${bearer}`;
    return {
      ...app,
      principal: await app.identifier.identify({ authorization, sessionToken, device, portalSession, ip }),
      ip,
      userAgent: 'vitest',
      language: options.language ?? 'en',
      workspaceHint: options.workspaceHint ?? null,
      baseUrl: 'http://sitecast.test',
      sessionCookie: options.sessionCookie ?? null,
      portalCookie: options.portalCookie ?? null,
      socket: null,
      upload: options.upload ?? null,
    };
  }
  const call = (options: CallOptions = {}) =>
    createCaller(() => contextOf(options), { signal: options.signal });
  const callPortal = (options: CallOptions = {}) =>
    createPortalCaller(() => contextOf(options), { signal: options.signal });
  const callDevice = (options: CallOptions = {}) =>
    createDeviceCaller(() => contextOf(options), { signal: options.signal });

  function toScreen(device: TestDevice): Screen {
    const own = (options: CallOptions = {}) => callDevice({ device, ...options });
    return { ...device, call: own, connect: () => connectScreen((signal) => own({ signal })) };
  }

  async function buildWorkspace(options?: { name?: string }): Promise<Workspace> {
    const workspace = await build.workspace(options);
    const members = new Map<WorkspaceRole, Promise<TestUser>>();
    const sessions = new Map<WorkspaceRole, Promise<string>>();
    const member = (role: WorkspaceRole) =>
      once(members, role, () => build.user({ memberOf: [{ workspace, role }] }));
    const session = async (role: WorkspaceRole) => build.session(await member(role));
    /** Creates the user or token on the first call. */
    const lazily = (bearer: () => Promise<string>, options: CallOptions) =>
      createCaller(async () => contextOf({ bearer: await bearer(), ...options }), { signal: options.signal });
    return {
      ...workspace,
      member,
      session,
      as: (role, options = {}) => lazily(() => once(sessions, role, () => session(role)), options),
      withToken(scope, options = {}) {
        const made = new Map<TokenScope, Promise<string>>();
        const mint = async () =>
          (await build.token({ workspace, owner: await member('admin'), scope })).token;
        return lazily(() => once(made, scope, mint), options);
      },
      buildDevice: async (options) => toScreen(await build.device({ workspace, ...options })),
    };
  }

  return {
    app,
    databaseUrl: database.url,
    clock,
    call,
    callDevice,
    callPortal,
    contextOf,
    buildWorkspace,
    buildDevice: async (options) => toScreen(await build.device(options)),
    buildUser: build.user,
    buildSession: build.session,
    buildToken: build.token,
    buildPersonalToken: build.personalToken,
    buildGroup: build.group,
    buildClient: build.client,
    buildClientFile: build.clientFile,
    buildPortalLink: build.portalLink,
    buildProject: build.project,
    buildLocation: build.location,
    buildUnit: build.unit,
    buildAlertRule: build.alertRule,
    buildAlert: build.alert,
    meters,
    buildPlaylist: build.playlist,
    async [Symbol.asyncDispose]() {
      await app.close();
      await bus.close();
      await database[Symbol.asyncDispose]();
      await rm(filesFolder, { recursive: true, force: true });
    },
  };
}

function once<K, V>(made: Map<K, V>, key: K, make: () => V): V {
  const value = made.get(key) ?? make();
  made.set(key, value);
  return value;
}
