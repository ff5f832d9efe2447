import type { Config } from './config.ts';
import type { Access, Connection, ConnectionFlags } from './connection.ts';
import type { Env } from './env.ts';
import type { Output } from './output.ts';
import type { Prompt } from './prompt.ts';

/** What a command works with. */
export interface Context {
  env: Env;
  config: Config;
  output: Output;
  prompt: Prompt;
  /** Ctrl-C is how this command ends, not a cancellation. Once: whoever presses it again wants out at once. */
  onInterrupt(end: () => void): void;
  /** The server with the login that applies. @throws UserError NotLoggedIn */
  connect(flags: ConnectionFlags): Promise<Connection>;
  /**
   * The same as a person and in no workspace: one that is configured and has gone is in nobody's way.
   *
   * @throws UserError NotLoggedIn, for an API token too
   */
  connectAsPerson(flags: { server?: string }): Promise<Connection>;
  /** This server as somebody else, or as nobody. */
  connectTo(access: Access): Promise<Connection>;
}
