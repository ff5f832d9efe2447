import type { Config } from './config.ts';
import type { Access, Connection, ConnectionFlags } from './connection.ts';
import type { Env } from './env.ts';
import type { Output } from './output.ts';
import type { Prompt } from './prompt.ts';

/** What a command runs with. */
export interface Context {
  env: Env;
  config: Config;
  output: Output;
  prompt: Prompt;
  /** Makes the next Ctrl-C end the command normally instead of cancelling it. A second one still exits at once. */
  onInterrupt(end: () => void): void;
  /** Connects with the login that applies. @throws UserError if not logged in */
  connect(flags: ConnectionFlags): Promise<Connection>;
  /**
   * Connects as a user without a workspace, so that a removed workspace in the configuration does not get in the way.
   *
   * @throws UserError if not logged in, or for an API token
   */
  connectAsPerson(flags: { server?: string }): Promise<Connection>;
  /** Connects with other credentials, or none. */
  connectTo(access: Access): Promise<Connection>;
}
