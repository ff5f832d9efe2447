import { homedir } from 'node:os';
import { join } from 'node:path';

export interface Env {
  /** SITECAST_SERVER */
  server?: string;
  /** SITECAST_TOKEN */
  token?: string;
  /** Configuration folder. */
  configDir: string;
  /** Whether to use colours on a terminal (https://no-color.org). */
  color: boolean;
}

/** Reads the environment; nothing else does. Empty variables count as unset. */
export function readEnv(): Env {
  const { SITECAST_SERVER, SITECAST_TOKEN, XDG_CONFIG_HOME, NO_COLOR, TERM } = process.env;
  return {
    server: SITECAST_SERVER?.trim() || undefined,
    token: SITECAST_TOKEN?.trim() || undefined,
    configDir: join(XDG_CONFIG_HOME || join(homedir(), '.config'), 'sitecast'),
    color: !NO_COLOR && TERM !== 'dumb',
  };
}
