import { homedir } from 'node:os';
import { join } from 'node:path';

export interface Env {
  /** SITECAST_SERVER */
  server?: string;
  /** SITECAST_TOKEN */
  token?: string;
  /** The folder of the configuration. */
  configDir: string;
  /** Whether a terminal may be given colours. */
  color: boolean;
}

/** The only reader of the environment. A variable that is set but empty counts as unset. */
export function readEnv(): Env {
  const { SITECAST_SERVER, SITECAST_TOKEN, XDG_CONFIG_HOME, NO_COLOR, TERM } = process.env;
  return {
    server: SITECAST_SERVER?.trim() || undefined,
    token: SITECAST_TOKEN?.trim() || undefined,
    configDir: join(XDG_CONFIG_HOME || join(homedir(), '.config'), 'sitecast'),
    color: !NO_COLOR && TERM !== 'dumb',
  };
}
