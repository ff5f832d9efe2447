import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ExitCode, UserError } from './errors.ts';

/** `config.yaml`, which users may edit. */
interface Settings {
  server?: string;
  workspace?: string;
}

/** `token.json`. An API token has neither an e-mail address nor a role. */
export interface StoredLogin {
  access_token: string;
  email: string | null;
  role: string | null;
}

/** The two files in the configuration folder. */
export interface Config {
  readSettings(): Promise<Settings>;
  readLogin(): Promise<StoredLogin | null>;
  /** Stores a login together with its server. */
  saveLogin(server: string, login: StoredLogin): Promise<void>;
  /** Stores the selected workspace of the stored server. */
  saveWorkspace(id: string): Promise<void>;
  removeLogin(): Promise<void>;
}

export function createConfig(folder: string): Config {
  const settingsFile = join(folder, 'config.yaml');
  const loginFile = join(folder, 'token.json');

  async function readSettings(): Promise<Settings> {
    const source = await readIfExists(settingsFile);
    if (source === null) return {};
    const { parse } = await import('yaml');
    let settings: unknown;
    try {
      settings = parse(source) ?? {};
    } catch (error) {
      throw new UserError(`${settingsFile} is not valid YAML: ${firstLine(error)} Fix or remove the file.`);
    }
    if (!isSettings(settings))
      throw new UserError(
        `"server" and "workspace" in ${settingsFile} must be strings. Fix or remove the file.`,
      );
    return settings;
  }

  /** Preserves comments and other content of the file. */
  async function changeSettings(changes: { [Name in keyof Settings]: string | null }): Promise<void> {
    const { parseDocument } = await import('yaml');
    const document = parseDocument((await readIfExists(settingsFile)) ?? '');
    for (const [name, value] of Object.entries(changes)) {
      if (value === null) document.delete(name);
      else document.set(name, value);
    }
    await replaceFile(folder, settingsFile, document.toString());
  }

  return {
    readSettings,
    async readLogin() {
      const source = await readIfExists(loginFile);
      if (source === null) return null;
      const login = parseJson(source);
      if (isLogin(login)) return login;
      throw new UserError(
        `${loginFile} is not a valid login. Run sitecast login again.`,
        ExitCode.NotLoggedIn,
      );
    },
    async saveLogin(server, login) {
      const { server: before } = await readSettings();
      if (before !== server) {
        // In this order, so that a token is never stored with the wrong server.
        await rm(loginFile, { force: true });
        // The selected workspace belongs to the previous server.
        await changeSettings({ server, workspace: null });
      }
      await replaceFile(folder, loginFile, `${JSON.stringify(login, null, 2)}\n`);
    },
    saveWorkspace: (workspace) => changeSettings({ workspace }),
    removeLogin: () => rm(loginFile, { force: true }),
  };
}

/** Writes a file atomically, readable only by its owner. */
async function replaceFile(folder: string, file: string, content: string): Promise<void> {
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await chmod(folder, 0o700);
    await writeFile(draft, content, { mode: 0o600, flag: 'wx' });
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw new UserError(`Cannot write ${file}: ${firstLine(error)}`);
  }
}

async function readIfExists(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw new UserError(`Cannot read ${file}: ${firstLine(error)}`);
  }
}

function parseJson(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch {
    return null;
  }
}

function isSettings(value: unknown): value is Settings {
  return (
    isRecord(value) &&
    ['undefined', 'string'].includes(typeof value.server) &&
    ['undefined', 'string'].includes(typeof value.workspace)
  );
}

function isLogin(value: unknown): value is StoredLogin {
  return isRecord(value) && typeof value.access_token === 'string' && value.access_token !== '';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function firstLine(error: unknown): string {
  return String(error instanceof Error ? error.message : error).split('\n')[0]!;
}
